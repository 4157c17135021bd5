#!/usr/bin/env node
// npm's compiler, called as forge and hardhat call the native one: --version, --standard-json.
import { readFileSync } from 'node:fs';

if (process.argv.includes('--version')) {
  const { version } = JSON.parse(
    readFileSync(new URL('node_modules/solc/package.json', import.meta.url), 'utf8'));
  console.log('solc, the solidity compiler\nVersion: ' + version);
} else {
  const { default: solc } = await import('solc');
  process.stdout.write(solc.compile(readFileSync(0, 'utf8')));
}
