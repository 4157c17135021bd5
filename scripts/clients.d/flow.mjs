// What applications do by ethers and viem, over HTTP and WebSocket. Usage: node flow.mjs URL KEY
import assert from 'node:assert/strict';
import { ethers } from 'ethers';
import { createPublicClient, createWalletClient, defineChain, http, webSocket } from 'viem';
import { privateKeyToAccount } from 'viem/accounts';

const PATIENCE_MILLIS = 30_000;
const POLLING = 200;
const RECEIVER = '0x00000000000000000000000000000000000c0ffe';

// Logs its caller as topic and stores 1 at 0.
const CODE = '335f5fa160015f5500';
const INIT_CODE = '0x68' + CODE + '5f5260096017f3';

const [url, key] = process.argv.slice(2);
const socketUrl = url.replace(/^http/, 'ws');

const passed = what => console.log('ok ' + what);
const within = (promise, what) =>
  Promise.race([
    promise,
    new Promise((_, fail) =>
      setTimeout(() => fail(new Error('nothing came: ' + what)), PATIENCE_MILLIS)),
  ]);

async function byEthers() {
  const provider = new ethers.JsonRpcProvider(url);
  provider.pollingInterval = POLLING;
  const wallet = new ethers.Wallet(key, provider);
  const send = async transaction =>
    (await wallet.sendTransaction(transaction)).wait(1, PATIENCE_MILLIS);

  const before = await provider.getBalance(RECEIVER);
  assert.equal((await send({ to: RECEIVER, value: 7n })).status, 1);
  assert.equal((await provider.getBalance(RECEIVER)) - before, 7n);
  passed('ethers: transfer');

  const contract = (await send({ data: INIT_CODE })).contractAddress;
  assert.equal(await provider.getCode(contract), '0x' + CODE);
  passed('ethers: deployment');

  const socket = new ethers.WebSocketProvider(socketUrl);
  const block = new Promise(done => socket.on('block', done));
  const logged = new Promise(done => socket.on({ address: contract }, done));
  await socket.send('eth_chainId', []);
  const called = await send({ to: contract });
  const log = await within(logged, 'log');
  assert.ok(log.topics[0].endsWith(wallet.address.slice(2).toLowerCase()));
  assert.ok((await within(block, 'block')) > 0);
  await socket.destroy();
  passed('ethers: blocks and logs over WebSocket');

  assert.equal((await provider.getLogs({ address: contract, fromBlock: 0 })).length, 1);
  const proof = await provider.send('eth_getProof', [contract, ['0x0'], 'latest']);
  assert.equal(proof.storageProof[0].value, '0x1');
  const trace =
    await provider.send('debug_traceTransaction', [called.hash, { tracer: 'callTracer' }]);
  assert.equal(trace.to, contract.toLowerCase());
  passed('ethers: logs, proof, trace');

  await assert.rejects(
    provider.estimateGas({ from: RECEIVER, to: contract, value: 1n << 200n }),
    { code: 'INSUFFICIENT_FUNDS' });
  passed('ethers: error of missing funds');
  return contract;
}

async function byViem(contract) {
  const account = privateKeyToAccount(key);
  const id = await createPublicClient({ transport: http(url) }).getChainId();
  const chain = defineChain({
    id,
    name: 'devnet',
    nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
    rpcUrls: { default: { http: [url] } },
  });
  const reader = createPublicClient({ chain, transport: http(), pollingInterval: POLLING });
  const wallet = createWalletClient({ account, chain, transport: http() });

  const hash = await wallet.sendTransaction({ to: RECEIVER, value: 5n });
  const receipt = await reader.waitForTransactionReceipt({ hash, timeout: PATIENCE_MILLIS });
  assert.equal(receipt.status, 'success');
  passed('viem: transfer');

  const socket = createPublicClient({ chain, transport: webSocket(socketUrl) });
  const number =
    await within(new Promise(done => socket.watchBlockNumber({ onBlockNumber: done })), 'block');
  assert.ok(number > 0n);
  passed('viem: blocks over WebSocket');

  const [simulated] = await reader.simulateBlocks({
    blocks: [{ calls: [{ from: account.address, to: contract }] }],
  });
  assert.equal(simulated.calls[0].logs.length, 1);
  const fees = await reader.getFeeHistory({ blockCount: 4, rewardPercentiles: [50] });
  assert.ok(fees.reward.length > 0);
  const listed = await reader.createAccessList({ account: account.address, to: contract });
  assert.ok(listed.gasUsed > 21_000n);
  passed('viem: simulation, fee history, access list');

  const request = await wallet.prepareTransactionRequest({ to: RECEIVER, value: 1n });
  const mined = await reader.request({
    method: 'eth_sendRawTransactionSync',
    params: [await wallet.signTransaction(request)],
  });
  assert.equal(mined.status, '0x1');
  passed('viem: eth_sendRawTransactionSync');
}

await byViem(await byEthers());
process.exit(0);
