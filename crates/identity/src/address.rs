//! Whose address a request came from, and how much of an address one line is given.
//!
//! Behind a proxy every connection comes from the proxy; the browser's address stands in `X-Forwarded-For`, which the
//! proxy appends to. Anybody can send that header, so it is believed only as far as it was written by machines we
//! trust: it is read from its end, and the first address that is not a trusted proxy's is the client's.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// An address or a network of addresses: `127.0.0.1`, `10.0.0.0/8`, `fd00::/8`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    base: u128,
    bits: u32,
    v6: bool,
}

/// What is no network.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no address and no network such as 10.0.0.0/8")]
pub struct NotANetwork(pub String);

impl Network {
    /// Whether an address lies in it.
    pub fn holds(&self, address: IpAddr) -> bool {
        let (number, v6) = number(address);
        let width = if self.v6 { 128 } else { 32 };
        self.v6 == v6 && cut(number, width, self.bits) == self.base
    }
}

fn number(address: IpAddr) -> (u128, bool) {
    match address.to_canonical() {
        IpAddr::V4(v4) => (u128::from(u32::from(v4)), false),
        IpAddr::V6(v6) => (u128::from(v6), true),
    }
}

/// The first `bits` of a number of `width` bits, the rest 0.
fn cut(number: u128, width: u32, bits: u32) -> u128 {
    match width.saturating_sub(bits) {
        128.. => 0,
        idle => number >> idle << idle,
    }
}

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let bad = || NotANetwork(text.to_owned());
        let (address, bits) = match text.split_once('/') {
            Some((address, bits)) => (address, Some(bits.parse::<u32>().map_err(|_| bad())?)),
            None => (text, None),
        };
        let (base, v6) = number(address.parse().map_err(|_| bad())?);
        let width = if v6 { 128 } else { 32 };
        let bits = bits.unwrap_or(width);
        if bits > width {
            return Err(bad());
        }
        Ok(Network { base: cut(base, width, bits), bits, v6 })
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.v6 {
            write!(f, "{}/{}", Ipv6Addr::from(self.base), self.bits)
        } else {
            write!(f, "{}/{}", std::net::Ipv4Addr::from(self.base as u32), self.bits)
        }
    }
}

/// The proxies whose word on addresses is taken. The default trusts none.
#[derive(Debug, Clone, Default)]
pub struct Proxies(Vec<Network>);

impl Proxies {
    /// Trusts these, and nobody else.
    pub fn new(networks: Vec<Network>) -> Self {
        Proxies(networks)
    }

    /// A proxy on this machine: 127.0.0.0/8 and ::1.
    pub fn on_this_machine() -> Self {
        Proxies(vec![
            Network { base: 0x7F00_0000, bits: 8, v6: false },
            Network { base: 1, bits: 128, v6: true },
        ])
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.holds(address))
    }

    /// The client's address, given whom we are connected to and the values of all `X-Forwarded-For` headers in their
    /// order.
    ///
    /// `None`: it came through a trusted proxy that does not say from where (or says nothing that is an address). Then it
    /// is nobody's: to take the proxy's own address would slow all citizens down together.
    pub fn client<'a>(&self, peer: IpAddr, forwarded: impl IntoIterator<Item = &'a str>) -> Option<IpAddr> {
        if !self.trusts(peer) {
            return Some(peer.to_canonical());
        }
        let hops: Vec<&str> = forwarded.into_iter().flat_map(|value| value.split(',')).collect();
        for hop in hops.into_iter().rev() {
            let address = hop_address(hop.trim())?;
            if !self.trusts(address) {
                return Some(address);
            }
        }
        None
    }
}

/// An address as proxies write it: bare, with a port, in brackets.
fn hop_address(hop: &str) -> Option<IpAddr> {
    let bare = match hop.strip_prefix('[') {
        Some(rest) => rest.split(']').next()?,
        None if hop.matches(':').count() == 1 => hop.split(':').next()?,
        None => hop,
    };
    bare.parse().ok().map(|address: IpAddr| address.to_canonical())
}

/// What one line is given: an IPv4 address, or the first half of an IPv6 address, since whoever has one IPv6 address has
/// 2⁶⁴ of them. An IPv4 address that is written as IPv6 is itself.
pub fn line(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from(u128::from(v6) >> 64 << 64)),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn net(text: &str) -> Network {
        text.parse().unwrap()
    }

    #[test]
    fn without_a_proxy_nobody_can_say_they_are_somebody_else() {
        let none = Proxies::default();
        assert_eq!(none.client(ip("203.0.113.9"), ["192.0.2.1"]), Some(ip("203.0.113.9")));
        assert_eq!(none.client(ip("127.0.0.1"), ["192.0.2.1"]), Some(ip("127.0.0.1")));
        // Somebody who goes round the proxy is who they are.
        let ours = Proxies::on_this_machine();
        assert_eq!(ours.client(ip("203.0.113.9"), ["127.0.0.1"]), Some(ip("203.0.113.9")));
    }

    #[test]
    fn behind_a_proxy_the_client_is_what_the_proxy_appended() {
        let ours = Proxies::on_this_machine();
        let client = |rows: &[&str]| ours.client(ip("127.0.0.1"), rows.iter().copied());
        assert_eq!(client(&["203.0.113.9"]), Some(ip("203.0.113.9")));
        assert_eq!(
            client(&["10.1.1.1, 203.0.113.9"]),
            Some(ip("203.0.113.9")),
            "the rest is the client's own word"
        );
        assert_eq!(
            client(&["198.51.100.1", "203.0.113.9"]),
            Some(ip("203.0.113.9")),
            "a header of the client's own"
        );
        assert_eq!(client(&["203.0.113.9:51234"]), Some(ip("203.0.113.9")));
        assert_eq!(client(&["[2001:db8::7]:443"]), Some(ip("2001:db8::7")));
        assert_eq!(client(&["2001:db8::7"]), Some(ip("2001:db8::7")));
        assert_eq!(client(&["::ffff:203.0.113.9"]), Some(ip("203.0.113.9")));
        assert_eq!(
            ours.client(ip("::ffff:127.0.0.1"), ["203.0.113.9"]),
            Some(ip("203.0.113.9")),
            "a listener for both families writes IPv4 so"
        );
    }

    #[test]
    fn a_chain_of_our_own_proxies_is_walked_through() {
        let ours = Proxies::new(vec![net("127.0.0.1"), net("10.0.0.0/8"), net("fd00::/8")]);
        let hops = "192.0.2.66, 203.0.113.9, fd00::3, 10.2.3.4";
        assert_eq!(ours.client(ip("127.0.0.1"), [hops]), Some(ip("203.0.113.9")));
    }

    #[test]
    fn a_proxy_that_says_nothing_leaves_the_client_unknown_rather_than_everybody_one() {
        let ours = Proxies::on_this_machine();
        for said in [&[][..], &[""], &["unknown"], &["203.0.113.9, nonsense"], &["127.0.0.1"]] {
            assert_eq!(ours.client(ip("::1"), said.iter().copied()), None, "{said:?}");
        }
    }

    #[test]
    fn networks_are_read_and_hold_what_lies_in_them() {
        assert!(net("10.0.0.0/8").holds(ip("10.255.0.1")) && !net("10.0.0.0/8").holds(ip("11.0.0.1")));
        assert!(net("10.9.9.9/8").holds(ip("10.0.0.1")), "bits beyond the mask do not matter");
        assert!(net("0.0.0.0/0").holds(ip("203.0.113.9")) && !net("0.0.0.0/0").holds(ip("2001:db8::1")));
        assert!(net("::/0").holds(ip("2001:db8::1")) && !net("::/0").holds(ip("203.0.113.9")));
        assert!(
            net("2001:db8::/32").holds(ip("2001:db8:ffff::1"))
                && !net("2001:db8::/32").holds(ip("2001:db9::"))
        );
        assert_eq!(net("10.1.2.3/8").to_string(), "10.0.0.0/8");
        assert_eq!(net("fd00::1/8").to_string(), "fd00::/8");
        for bad in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/x", "nginx", "10.0.0.0/-1"] {
            assert_eq!(bad.parse::<Network>(), Err(NotANetwork(bad.to_owned())));
        }
    }

    #[test]
    fn one_ipv6_line_is_one_address_and_a_mapped_ipv4_is_itself() {
        assert_eq!(line(ip("2001:db8:1:2::7")), line(ip("2001:db8:1:2:ffff::1")));
        assert_ne!(line(ip("2001:db8:1:2::7")), line(ip("2001:db8:1:3::7")));
        assert_eq!(line(ip("::ffff:192.0.2.7")), ip("192.0.2.7"));
        assert_ne!(line(ip("192.0.2.7")), line(ip("192.0.2.8")));
    }
}
