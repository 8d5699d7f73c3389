//! `ip_truncate`: an IP address keeps its network, the host part becomes zero.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::support::{cell_plan, check_type, promises};
use super::{About, CellMask, MadeFor, Mask, MaskContext, MaskError, MaskPlan, Outcome, params};
use crate::domain::dtype::DType;
use crate::domain::mask::{ParamSpec, Params};
use crate::domain::technique::Technique;

/// The mask.
pub struct IpTruncate;

/// What it is.
const ABOUT: About = About {
    name: "ip_truncate",
    version: 1,
    title: "an IP address keeps its network, the host part becomes zero",
    technique: Technique::Classes,
    params: &[
        ParamSpec {
            name: "v4",
            help: "bits that stay of an IPv4 address",
            required: false,
            default: Some("24"),
            one_of: &[],
            range: Some((8, 24)),
        },
        ParamSpec {
            name: "v6",
            help: "bits that stay of an IPv6 address",
            required: false,
            default: Some("48"),
            one_of: &[],
            range: Some((16, 64)),
        },
    ],
    applies_to: &[DType::String],
    made_for: MadeFor::Types(&["ip_address"]),
};

impl Mask for IpTruncate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn plan(&self, given: &Params, dtype: DType) -> Result<MaskPlan, MaskError> {
        check_type(self.name(), self.applies_to(), dtype)?;
        let reader = params::Reader::new(self, given)?;
        let mut guarantees = promises(&format!("the /{} network", reader.number("v4")?));
        guarantees.may_equal = true;
        Ok(cell_plan(guarantees, dtype, dtype))
    }

    fn build(&self, given: &Params, _: DType, _: &MaskContext<'_>) -> Result<Box<dyn CellMask>, MaskError> {
        let reader = params::Reader::new(self, given)?;
        Ok(Box::new(Runner { v4: reader.number("v4")? as u32, v6: reader.number("v6")? as u32 }))
    }
}

#[derive(Clone)]
struct Runner {
    v4: u32,
    v6: u32,
}

impl CellMask for Runner {
    fn mask(&mut self, cell: &[u8], _: &[Option<&[u8]>], out: &mut Vec<u8>) -> Outcome {
        let address =
            std::str::from_utf8(cell.trim_ascii()).ok().and_then(|text| text.parse::<IpAddr>().ok());
        let text = match address {
            Some(IpAddr::V4(v4)) => Ipv4Addr::from(u32::from(v4) & (u32::MAX << (32 - self.v4))).to_string(),
            Some(IpAddr::V6(v6)) => {
                Ipv6Addr::from(u128::from(v6) & (u128::MAX << (128 - self.v6))).to_string()
            }
            None => return Outcome::Refused,
        };
        out.extend_from_slice(text.as_bytes());
        Outcome::Masked
    }

    fn fork(&self) -> Box<dyn CellMask> {
        Box::new(self.clone())
    }
}
