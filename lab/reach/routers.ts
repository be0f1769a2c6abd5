/**
 * Two homes, each behind a router of its own, and between them an internet that is one bridge: network namespaces of Linux.
 * The routers are nftables' real translation of addresses, by which a router of each kind is told from the others (RFC 3489
 * §5); one that maps ports on request runs miniupnpd.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What a router lets in on a port that it took for somebody inside: anybody (full cone), addresses that were spoken to
 * (restricted), these at the very ports that were spoken to (port-restricted). A symmetric one takes another port for each
 * that is spoken to. The mapping ones are port-restricted, and map a port for whoever inside asks for one: by PCP and NAT-PMP,
 * or by UPnP. `ipv6` is symmetric, and passes IPv6 on as it is, in both directions.
 */
export const routerKinds = ['full-cone', 'restricted', 'port-restricted', 'symmetric'] as const
export const mappingKinds = ['mapping', 'upnp'] as const
export type MappingKind = (typeof mappingKinds)[number]
export type RouterKind = (typeof routerKinds)[number] | MappingKind | 'ipv6'

export const INTERNET = '11.22.33.1'
export type Home = 'a' | 'b'
const publicAddress: Readonly<Record<Home, string>> = { a: '11.22.33.10', b: '11.22.33.20' }
/** The other home. */
const other: Readonly<Record<Home, Home>> = { a: 'b', b: 'a' }
/** Of IPv6: a home's network, and its router on the internet. */
const homeNetwork = (home: Home) => `2001:db8:${home}:`
const routerIpv6 = (home: Home) => `2001:db8::${home}`

/** The system's own programs: npm puts others before them, and one of these is called nft as well. */
export const SYSTEM = { ...process.env, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' }

/** Runs a program to its end. @throws Error with what it said. */
function run(command: string, args: readonly string[], input = ''): void {
  const { status, stderr, error } = spawnSync(command, args, { input, encoding: 'utf8', env: SYSTEM })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`)
}

const ip = (...args: string[]) => run('ip', args)

/** Makes the internet, in the network namespace that this process is in. */
export function makeInternet(): void {
  // Of this namespace's own, so that the names go with the process.
  mkdirSync('/run/netns', { recursive: true })
  run('mount', ['-t', 'tmpfs', 'tmpfs', '/run/netns'])
  ip('link', 'set', 'lo', 'up')
  ip('link', 'add', 'net0', 'type', 'bridge')
  ip('address', 'add', `${INTERNET}/24`, 'dev', 'net0')
  ip('link', 'set', 'net0', 'up')
}

/** Makes a home behind a router. @returns what takes both away. */
export function makeHome(home: Home, kind: RouterKind, folder: string): () => void {
  const [router, house] = [`router-${home}`, `home-${home}`]
  const [outside, inside] = [`wan-${home}`, `lan-${home}`]
  ip('netns', 'add', router)
  ip('netns', 'add', house)
  ip('link', 'add', outside, 'type', 'veth', 'peer', 'name', 'wan', 'netns', router)
  ip('link', 'set', outside, 'master', 'net0', 'up')
  ip('-n', router, 'link', 'add', inside, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', house)
  ip('-n', router, 'address', 'add', `${publicAddress[home]}/24`, 'dev', 'wan')
  // The same network in both homes, as it is in most of them.
  ip('-n', router, 'address', 'add', '192.168.1.1/24', 'dev', inside)
  ip('-n', house, 'address', 'add', '192.168.1.2/24', 'dev', 'eth0')
  for (const [where, link] of [
    [router, 'lo'],
    [router, 'wan'],
    [router, inside],
    [house, 'lo'],
    [house, 'eth0'],
  ] as const)
    ip('-n', where, 'link', 'set', link, 'up')
  ip('-n', house, 'route', 'add', 'default', 'via', '192.168.1.1')
  run('ip', ['netns', 'exec', router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward'])
  run('ip', ['netns', 'exec', router, 'nft', '-f', '-'], translation(kind))
  if (kind === 'ipv6') giveIpv6(home, inside)
  const mapper = isMapping(kind) ? startMapper(router, inside, folder, kind) : null
  return () => {
    mapper?.kill('SIGKILL')
    // At once: of a namespace the system takes its links away later.
    ip('link', 'delete', outside)
    ip('netns', 'delete', house)
    ip('netns', 'delete', router)
  }
}

function isMapping(kind: RouterKind): kind is MappingKind {
  return mappingKinds.some((one) => one === kind)
}

/** The home has a network of its own, which the other home's router knows the way to. */
function giveIpv6(home: Home, inside: string): void {
  const [router, house] = [`router-${home}`, `home-${home}`]
  run('ip', ['netns', 'exec', router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv6/conf/all/forwarding'])
  // Nobody else has them: without a wait until that is known.
  ip('-n', router, 'address', 'add', `${routerIpv6(home)}/64`, 'dev', 'wan', 'nodad')
  ip('-n', router, 'address', 'add', `${homeNetwork(home)}:1/64`, 'dev', inside, 'nodad')
  ip('-n', house, 'address', 'add', `${homeNetwork(home)}:2/64`, 'dev', 'eth0', 'nodad')
  ip('-n', house, 'route', 'add', 'default', 'via', `${homeNetwork(home)}:1`)
  ip('-n', router, 'route', 'add', `${homeNetwork(other[home])}:/64`, 'via', routerIpv6(other[home]))
}

/** The rules of a router. What nobody inside asked for is dropped, as routers do: the caller hears nothing. */
function translation(kind: RouterKind): string {
  const met = kind === 'restricted' ? 'ip saddr @met' : kind === 'full-cone' ? '' : null
  return `
table inet nat {
  map taken { type inet_service : ipv4_addr . inet_service; flags dynamic,timeout; timeout 5m; }
  set met { type ipv4_addr; flags dynamic,timeout; timeout 5m; }
  chain prerouting_miniupnpd { }
  chain postrouting_miniupnpd { }
  chain prerouting {
    type nat hook prerouting priority dstnat;
    iifname "wan" jump prerouting_miniupnpd
    ${met === null ? '' : `iifname "wan" ${met} dnat ip to tcp dport map @taken`}
  }
  chain postrouting {
    type nat hook postrouting priority srcnat;
    jump postrouting_miniupnpd
    oifname "wan" ip protocol tcp update @met { ip daddr }
    oifname "wan" ip protocol tcp update @taken { tcp sport : ip saddr . tcp sport }
    oifname "wan" meta nfproto ipv4 masquerade ${kind === 'symmetric' || kind === 'ipv6' ? 'fully-random' : 'persistent'}
  }
}
table inet filter {
  chain miniupnpd { }
  chain forward {
    type filter hook forward priority 0; policy drop;
    iifname != "wan" accept
    ${kind === 'ipv6' ? 'meta nfproto ipv6 accept' : ''}
    ct state established,related accept
    ct status dnat accept
    jump miniupnpd
  }
  chain input {
    type filter hook input priority 0;
    iifname "wan" ct state new drop
  }
}
`
}

/** A real mapper of ports (UPnP-IGD, NAT-PMP, PCP), as in routers that one buys. */
function startMapper(router: string, inside: string, folder: string, kind: MappingKind): ChildProcess {
  const config = join(folder, `${router}.conf`)
  writeFileSync(
    config,
    `ext_ifname=wan
listening_ip=${inside}
enable_natpmp=${kind === 'mapping' ? 'yes' : 'no'}
enable_upnp=${kind === 'upnp' ? 'yes' : 'no'}
secure_mode=yes
uuid=00000000-0000-0000-0000-00000000000a
upnp_table_name=filter
upnp_nat_table_name=nat
upnp_forward_chain=miniupnpd
upnp_nat_chain=prerouting_miniupnpd
upnp_nat_postrouting_chain=postrouting_miniupnpd
allow 1024-65535 192.168.1.0/24 1024-65535
deny 0-65535 0.0.0.0/0 0-65535
`,
  )
  // One that was killed leaves it, and the next one would not start.
  const pid = join(folder, `${router}.pid`)
  rmSync(pid, { force: true })
  const args = ['netns', 'exec', router, 'miniupnpd', '-d', '-f', config, '-P', pid]
  const mapper = spawn('ip', args, { stdio: 'ignore', env: SYSTEM })
  mapper.on('error', () => {})
  // Routers are there before those who live behind them.
  const heard = () =>
    spawnSync('ip', ['netns', 'exec', router, 'ss', '-lun'], { encoding: 'utf8', env: SYSTEM }).stdout
  for (let tries = 0; tries < 200 && !heard().includes(kind === 'mapping' ? ':5351 ' : ':1900 '); tries++);
  return mapper
}
