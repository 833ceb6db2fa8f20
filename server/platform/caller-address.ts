import ipaddr from 'ipaddr.js'

/**
 * Where a request comes from, as limits count it: one IPv4 address, or the /64 of an IPv6 one, which is what a single
 * household gets (RFC 6177). `unknown` for what is no address.
 */
export function callerAddress(ip: string | undefined): string {
  if (!ip || !ipaddr.isValid(ip)) return 'unknown'
  const address = ipaddr.process(ip)
  if (address instanceof ipaddr.IPv6) {
    const network = address.parts.slice(0, 4).map((part) => part.toString(16))
    return `${network.join(':')}::/64`
  }
  return address.toString()
}
