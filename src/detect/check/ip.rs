//! Internet addresses.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Whether a value is an IPv4 address, with a port or a prefix length or without. Values of the pattern all but always pass.
#[must_use]
pub fn ipv4(value: &[u8]) -> bool {
    address(value).is_some_and(|ip| !ip.is_unspecified())
}

/// Whether a value is an IPv6 address (RFC 4291), with a prefix length or without.
#[must_use]
pub fn ipv6(value: &[u8]) -> bool {
    let bare = value.split(|byte| matches!(byte, b'/' | b'%')).next().unwrap_or(value);
    super::text(bare).is_some_and(|text| text.len() > 4 && text.parse::<Ipv6Addr>().is_ok())
}

/// Whether an IPv4 address is of a private, loopback or link-local range (RFC 1918, 1122, 3927): it names no one outside.
#[must_use]
pub fn is_private_ipv4(value: &[u8]) -> bool {
    address(value).is_some_and(|ip| ip.is_private() || ip.is_loopback() || ip.is_link_local())
}

/// The address before a port or a prefix length.
fn address(value: &[u8]) -> Option<Ipv4Addr> {
    let (mut octets, mut at, mut digits) = ([0_u8; 4], 0, 0);
    for byte in value {
        match byte {
            b'0'..=b'9' => {
                let octet = octets.get_mut(at)?;
                // A leading zero would be octal for some.
                if digits > 0 && *octet == 0 {
                    return None;
                }
                *octet = octet.checked_mul(10)?.checked_add(byte - b'0')?;
                digits += 1;
            }
            b'.' if digits > 0 => (at, digits) = (at + 1, 0),
            b':' | b'/' => break,
            _ => return None,
        }
    }
    (at == 3 && digits > 0).then(|| octets.into())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn addresses_are_read_as_the_standard_library_does(
            text in "([0-9]{1,3}\\.){3}[0-9]{1,3}|[0-9.]{0,16}|[0-2]?[0-5]?[0-5](\\.[0-2]?[0-5]?[0-5]){3}",
            after in "(:[0-9]{1,5}|/[0-9]{1,2})?",
        ) {
            prop_assert_eq!(address(format!("{text}{after}").as_bytes()), text.parse().ok());
        }
    }

    #[test]
    fn addresses_are_told_from_version_numbers() {
        for good in ["192.0.2.1", "192.0.2.1:443", "10.0.0.0/8"] {
            assert!(ipv4(good.as_bytes()), "{good}");
        }
        for bad in ["1.2.3.256", "1.2.3", "01.2.3.4", "", "0.0.0.0"] {
            assert!(!ipv4(bad.as_bytes()), "{bad}");
        }
        for good in
            ["2001:db8::1", "fe80::1%eth0", "2001:0db8:0000:0000:0000:ff00:0042:8329", "2001:db8::/32"]
        {
            assert!(ipv6(good.as_bytes()), "{good}");
        }
        for bad in ["12:34:56", "::", "g::1", ""] {
            assert!(!ipv6(bad.as_bytes()), "{bad}");
        }
        assert!(is_private_ipv4(b"10.1.2.3") && !is_private_ipv4(b"192.0.2.1"));
    }
}
