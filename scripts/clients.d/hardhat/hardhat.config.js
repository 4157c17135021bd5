import toolbox from '@nomicfoundation/hardhat-toolbox-mocha-ethers';
import { defineConfig } from 'hardhat/config';
import { fileURLToPath } from 'node:url';

const { URL: url = 'http://127.0.0.1:8545', KEY: key } = process.env;
const solc = fileURLToPath(new globalThis.URL('../node_modules/solc/soljson.js', import.meta.url));

export default defineConfig({
  plugins: [toolbox],
  solidity: {
    version: '0.8.37',
    path: solc,
    settings: { evmVersion: 'osaka', optimizer: { enabled: true, runs: 200 } },
  },
  // A block that is seen is final.
  ignition: { requiredConfirmations: 1 },
  networks: {
    cairn: { type: 'http', chainType: 'l1', url, ...(key ? { accounts: [key] } : {}) },
  },
});
