"""Checks signed proofs by another implementation of DSSE. Needs the package securesystemslib[crypto].

    python tests/peers/attestation.py VIZARD
"""

import base64
import copy
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from cryptography.hazmat.primitives.serialization import load_pem_public_key
from securesystemslib.dsse import Envelope
from securesystemslib.exceptions import VerificationError
from securesystemslib.signer import SSlibKey


def main():
    vizard = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "p.csv").write_text("id,email\n1,ana@example.com\n2,ben@example.com\n", encoding="utf-8")
        folders = {f"VIZARD_{kind}_DIR": str(folder / kind) for kind in ("DATA", "CONFIG", "CACHE")}
        env = {**os.environ, **folders, "VIZARD_REVIEWER": "peers"}

        def run(*args):
            subprocess.run([vizard, "--quiet", *args], cwd=folder, env=env, check=True, stdout=subprocess.DEVNULL)

        run("keys", "new")
        run("keys", "new", "peers", "--sign")
        run("decide", "*.id", "--keep")
        run("decide", "*.email", "--mask", "pseudonym")
        run("plan", "build")
        run("apply", "vizard-plan.json", "p.csv", "--output", "masked/")
        run("verify", "vizard-plan.json", "masked/p.csv", "--original", "p.csv", "--sign=peers")
        pem = (folder / "DATA/keys/peers.sign.pub.pem").read_bytes()
        public = load_pem_public_key(pem)
        for ending in ("attestation.json", "vsa.json"):
            text = json.loads((folder / f"masked/p.csv.{ending}").read_text(encoding="utf-8"))
            key = SSlibKey.from_crypto(public, keyid=text["signatures"][0]["keyid"])
            Envelope.from_dict(copy.deepcopy(text)).verify([key], 1)
            statement = json.loads(base64.b64decode(text["payload"]))
            assert statement["_type"] == "https://in-toto.io/Statement/v1"
            for field, value in (("payloadType", "text/plain"), ("payload", base64.b64encode(b"{}").decode())):
                changed = {**copy.deepcopy(text), field: value}
                try:
                    Envelope.from_dict(changed).verify([key], 1)
                except VerificationError:
                    continue
                raise AssertionError(f"{ending}: a changed {field} is accepted")
    print("attestations: two hold, four changed ones do not")


if __name__ == "__main__":
    main()
