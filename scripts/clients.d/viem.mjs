// The recorded flows of viem, by name. Usage: node viem.mjs FLOW, with URL, KEY (of a funded
// account) and BOX (a deployed contracts/Box.sol) in the environment.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createPublicClient, createWalletClient, defineChain, http } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

const { URL: url, KEY: key } = process.env;
const artifact = JSON.parse(
  readFileSync(new globalThis.URL('artifacts/Box.sol/Box.json', import.meta.url), 'utf8'));
const account = privateKeyToAccount(key);
const chain = defineChain({
  id: await createPublicClient({ transport: http(url) }).getChainId(),
  name: 'devnet',
  nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
  rpcUrls: { default: { http: [url] } },
});
const reader = createPublicClient({ chain, transport: http(), pollingInterval: 200 });
const wallet = createWalletClient({ account, chain, transport: http() });

const flows = {
  /// With eth_fillTransaction where there is one, and without it where there is none.
  async N1() {
    const deployed = await reader.waitForTransactionReceipt({
      hash: await wallet.deployContract({
        abi: artifact.abi,
        bytecode: artifact.bytecode.object,
        args: ['mine', 41n],
      }),
    });
    assert.equal(deployed.status, 'success');
    const box = { address: deployed.contractAddress, abi: artifact.abi };
    const written = await reader.waitForTransactionReceipt({
      hash: await wallet.writeContract({ ...box, functionName: 'store', args: [8n] }),
    });
    assert.equal(written.status, 'success');
    assert.equal(written.logs.length, 1);
    assert.equal(await reader.readContract({ ...box, functionName: 'number' }), 8n);
  },
};

const [flow] = process.argv.slice(2);
await flows[flow]();
console.log('ok ' + flow);
process.exit(0);
