import type { IncomingMessage } from 'node:http'
import ipaddr from 'ipaddr.js'
import { config } from './config.ts'

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

/** The same of a request that Express has not seen: past as many proxies as are trusted. */
export function addressOf({ headers, socket }: IncomingMessage): string {
  const forwarded = String(headers['x-forwarded-for'] ?? '').split(',')
  const named = forwarded.map((one) => one.trim()).filter((one) => one !== '')
  const way = [socket.remoteAddress, ...named.toReversed()]
  return callerAddress(way[Math.min(config().trustProxy, way.length - 1)])
}
