import {BlockList, isIP} from 'node:net';

/** Networks of IPv4 that are nobody's public address: private, loopback, link-local, metadata, reserved. */
const hidden4: readonly [string, number][] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['168.63.129.16', 32],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];
/** Of IPv6 only global unicast is public, without the parts that lead into IPv4 or are for documents. */
const public6: readonly [string, number] = ['2000::', 3];
const hidden6: readonly [string, number][] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
];

const [blocked, open6] = [new BlockList(), new BlockList()];
for (const [network, bits] of hidden4) blocked.addSubnet(network, bits, 'ipv4');
for (const [network, bits] of hidden6) blocked.addSubnet(network, bits, 'ipv6');
open6.addSubnet(...public6, 'ipv6');

/** True for an IP address that is on the open internet. An IPv4 address written as IPv6 is not. */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, '');
  if (isIP(plain) === 4) return !blocked.check(plain, 'ipv4');
  return isIP(plain) === 6 && open6.check(plain, 'ipv6') && !blocked.check(plain, 'ipv6');
}
