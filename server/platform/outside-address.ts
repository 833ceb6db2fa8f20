import ipaddr from 'ipaddr.js'
import { config } from './config.ts'

/** What a call to the outside may be refused for before it is made, in words for whoever gave the address. */
export class OutsideRefused extends Error {
  override name = 'OutsideRefused'
}

// Public by its number, but Azure answers its machines there with their secrets.
const machinesOwn = new Set(['168.63.129.16'])
// All that is routed on the internet (RFC 4291); what embeds other addresses in odd places is not.
const globalIpv6: [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3]

/**
 * True for an address on the open internet: not this machine, its network, a cloud's metadata, a multicast group,
 * nor an IPv6 address that hides an IPv4 one (IPv4-mapped, NAT64, 6to4, Teredo).
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast' || machinesOwn.has(address.toString())) return false
  return !(address instanceof ipaddr.IPv6) || address.match(globalIpv6)
}

/** True where every address and plain http may be called: in development and tests, by setting. */
const isAnywhereAllowed = (): boolean => config().webhookTargets === 'anywhere'

/** Whether a connection to this address may be opened. */
export const mayCall = (address: string): boolean => isAnywhereAllowed() || isPublicAddress(address)

/** Few, so that nobody can try a host's other services by us. */
const ports = ['', '8443']

/**
 * An address of the outside as it will be called, if its form allows that. What its name leads to is checked at
 * each connection.
 * @throws OutsideRefused saying what to mend
 */
export function readOutsideUrl(text: string): URL {
  if (!URL.canParse(text))
    throw new OutsideRefused('Enter a web address in full, like https://example.org/hook')
  const url = new URL(text)
  const isPlain = url.protocol === 'http:' && isAnywhereAllowed()
  if (url.protocol !== 'https:' && !isPlain) throw new OutsideRefused('The address must start with https://')
  if (url.username || url.password) throw new OutsideRefused('Leave name and password out of the address')
  if (!isAnywhereAllowed() && !ports.includes(url.port))
    throw new OutsideRefused('Only the ports 443 and 8443 are called')
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isLocalName =
    /(^|\.)(localhost|local|internal|localdomain|home\.arpa)\.?$/.test(host) || !/[.:]/.test(host)
  const isForbidden = ipaddr.isValid(host) ? !mayCall(host) : isLocalName && !isAnywhereAllowed()
  if (isForbidden) throw new OutsideRefused('The address must be on the public internet')
  url.hash = ''
  return url
}
