import { BlockList, isIP } from 'node:net'

/**
 * Addresses that are not the public internet: loopback, private, link-local (cloud metadata), carrier NAT, multicast,
 * documentation and reserved ranges, for IPv4 and IPv6 (IANA special-purpose registries).
 */
function special(): BlockList {
  const list = new BlockList()
  const four: readonly (readonly [string, number])[] = [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ]
  const six: readonly (readonly [string, number])[] = [
    ['::', 128],
    ['::1', 128],
    ['64:ff9b::', 96],
    ['100::', 64],
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['fc00::', 7],
    ['fe80::', 10],
    ['fec0::', 10],
    ['ff00::', 8],
  ]
  for (const [net, prefix] of four) list.addSubnet(net, prefix, 'ipv4')
  for (const [net, prefix] of six) list.addSubnet(net, prefix, 'ipv6')
  return list
}

const blocked = special()

/** True when an address may be connected to without being on the allow-list. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)
  const plain = mapped?.[1] ?? address
  const family = isIP(plain)
  if (family === 0) return false
  // IPv4 inside IPv6 in hex form: let the v6 list's own check see it as v4.
  if (family === 6 && /^::ffff:/i.test(plain)) return false
  return !blocked.check(plain, family === 4 ? 'ipv4' : 'ipv6')
}
