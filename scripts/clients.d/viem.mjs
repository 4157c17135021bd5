// The recorded flows of viem, by name. Usage: node viem.mjs FLOW, with URL, KEY (of a funded
// account) and BOX (a deployed contracts/Box.sol) in the environment.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import {
  createPublicClient, createTestClient, createWalletClient, defineChain, http, parseEther,
} from 'viem';
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

const SOMEBODY = '0x00000000000000000000000000000000000c0ffe';

const flows = {
  /// The test actions, on a node for development.
  async D1() {
    const test = createTestClient({ chain, transport: http(), mode: 'anvil' });
    const height = () => reader.getBlockNumber({ cacheTime: 0 });

    const snapshot = await test.snapshot();
    const before = await height();
    await test.mine({ blocks: 3 });
    assert.equal(await height(), before + 3n);

    await test.setBalance({ address: SOMEBODY, value: parseEther('2') });
    assert.equal(await reader.getBalance({ address: SOMEBODY }), parseEther('2'));
    await test.impersonateAccount({ address: SOMEBODY });
    const hash = await wallet.sendTransaction(
      { account: SOMEBODY, to: account.address, value: parseEther('1') });
    assert.equal((await reader.getTransactionReceipt({ hash })).from, SOMEBODY);
    await test.stopImpersonatingAccount({ address: SOMEBODY });
    await assert.rejects(
      wallet.sendTransaction({ account: SOMEBODY, to: account.address, value: 1n }));

    const { timestamp } = await reader.getBlock();
    await test.increaseTime({ seconds: 1_000 });
    await test.mine({ blocks: 1 });
    assert.ok((await reader.getBlock()).timestamp >= timestamp + 1_000n);
    const then = (await reader.getBlock()).timestamp + 5_000n;
    await test.setNextBlockTimestamp({ timestamp: then });
    await test.mine({ blocks: 1 });
    assert.equal((await reader.getBlock()).timestamp, then);

    await test.setCode({ address: SOMEBODY, bytecode: '0x602a5f5260205ff3' });
    assert.equal(BigInt((await reader.call({ to: SOMEBODY })).data), 42n);
    await test.setStorageAt({ address: SOMEBODY, index: 1, value: '0x' + '07'.padStart(64, '0') });
    assert.equal(BigInt(await reader.getStorageAt({ address: SOMEBODY, slot: '0x1' })), 7n);
    await test.setNonce({ address: SOMEBODY, nonce: 9 });
    assert.equal(await reader.getTransactionCount({ address: SOMEBODY }), 9);

    await test.setAutomine(false);
    assert.equal(await test.getAutomine(), false);
    const waiting = await wallet.sendTransaction({ to: SOMEBODY, value: 0n, gas: 60_000n });
    assert.equal((await test.getTxpoolStatus()).pending, 1);
    await assert.rejects(reader.getTransactionReceipt({ hash: waiting }));
    const dropped = await wallet.sendTransaction({ to: SOMEBODY, value: 0n, gas: 60_000n });
    await test.dropTransaction({ hash: dropped });
    await test.setNextBlockBaseFeePerGas({ baseFeePerGas: 1_234n });
    await test.mine({ blocks: 1 });
    assert.equal((await reader.getTransactionReceipt({ hash: waiting })).status, 'success');
    assert.equal((await reader.getBlock()).baseFeePerGas, 1_234n);
    assert.equal((await test.getTxpoolStatus()).pending, 0);
    await test.setAutomine(true);

    await test.setIntervalMining({ interval: 1 });
    const running = await height();
    while (await height() === running) await new Promise(done => setTimeout(done, 50));
    await test.setIntervalMining({ interval: 0 });
    await test.setAutomine(true);

    await test.revert({ id: snapshot });
    assert.equal(await height(), before);
    assert.equal(await reader.getCode({ address: SOMEBODY }), undefined);
  },

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
