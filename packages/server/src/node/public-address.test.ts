import assert from 'node:assert/strict';
import {test} from 'node:test';
import {isPublicAddress} from './public-address.ts';

const hidden =
  '0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.8.8.8 168.63.129.16 169.254.169.254 172.16.0.1 172.31.255.255 192.168.1.1 198.18.0.1 224.0.0.1 255.255.255.255 :: ::1 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1 2002:7f00:1:: 2001:0:1::1 2001:db8::1';
const open =
  '1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.15.0.1 172.32.0.1 192.169.0.1 2606:4700::1111 2a00:1450:4001::1';

test('private, loopback, link-local and metadata addresses are not public, in whatever notation', () => {
  for (const address of hidden.split(' ')) assert.equal(isPublicAddress(address), false, address);
  for (const address of ['', 'localhost', '1.2.3', '0x7f.1'])
    assert.equal(isPublicAddress(address), false, address);
});

test('addresses beside those networks are public', () => {
  for (const address of open.split(' ')) assert.equal(isPublicAddress(address), true, address);
});
