// The recorded flows of ethers, by name. Usage: node ethers.mjs FLOW, with URL, KEY (of a funded
// account) and BOX (a deployed contracts/Box.sol) in the environment.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { ethers } from 'ethers';

const PATIENCE_MILLIS = 30_000;
const POLLING_MILLIS = 200;
const NOWHERE = '0x00000000000000000000000000000000000c0ffe';
const UNKNOWN_HASH = '0x' + '11'.repeat(32);

const { URL: url, KEY: key, BOX: address } = process.env;
const artifact = JSON.parse(
  readFileSync(new globalThis.URL('artifacts/Box.sol/Box.json', import.meta.url), 'utf8'));

// For a quarter of a second the library gives the same answer again, which on a chain this fast can
// be a nonce that was used since.
const UNCACHED = { cacheTimeout: -1 };

const provider = new ethers.JsonRpcProvider(url, undefined, UNCACHED);
provider.pollingInterval = POLLING_MILLIS;
const wallet = new ethers.Wallet(key, provider);
const box = new ethers.Contract(address, artifact.abi, wallet);

const settled = response => response.wait(1, PATIENCE_MILLIS);

async function within(promise, what) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error('nothing came: ' + what)), PATIENCE_MILLIS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/// Settles when the provider has the answer to a method.
const answered = method =>
  new Promise(done => {
    const ids = new Set();
    provider.on('debug', ({ payload, result }) => {
      [payload ?? []].flat().filter(call => call.method === method)
        .forEach(call => ids.add(call.id));
      if ([result ?? []].flat().some(answer => ids.has(answer.id))) done();
    });
  });

async function deploy(signer) {
  const factory = new ethers.ContractFactory(artifact.abi, artifact.bytecode, signer);
  const deployed = await factory.deploy('mine', 41n);
  await within(deployed.waitForDeployment(), 'deployment');
  return deployed;
}

/// What a library makes of a failure: its class by `code`, and the revert that it decoded.
const failsWith = (promise, code, check = () => {}) =>
  assert.rejects(promise, error => {
    assert.equal(error.code, code, error.message);
    check(error);
    return true;
  });

const flows = {
  async E1() {
    const deployed = await deploy(wallet);
    const receipt = await provider.getTransactionReceipt(deployed.deploymentTransaction().hash);
    assert.equal(receipt.status, 1);
    assert.equal(receipt.contractAddress, await deployed.getAddress());
    assert.equal(receipt.to, null);
    assert.equal(await deployed.getDeployedCode(), artifact.deployedBytecode.object);
    assert.equal(await deployed.name(), 'mine');
  },

  async E2() {
    const before = await box.changes();
    const response = await box.store(9n, { value: 1n });
    const receipt = await settled(response);
    assert.equal(receipt.status, 1);
    assert.equal(receipt.hash, response.hash);
    assert.equal(receipt.logs.length, 1);
    assert.equal(receipt.logs[0].fragment.name, 'Stored');
    assert.deepEqual([...receipt.logs[0].args], [wallet.address, 9n]);
    assert.equal(await box.number(), 9n);
    assert.equal(await box.changes(), before + 1n);
  },

  async E3() {
    const sent = await settled(await box.store(3n));
    const fees = await provider.getFeeData();
    assert.ok(fees.gasPrice > 0n && fees.maxFeePerGas >= fees.maxPriorityFeePerGas);
    const finalized = await provider.getBlock('finalized');
    const safe = await provider.getBlock('safe');
    const pending = await provider.getBlock('pending', true);
    assert.ok(safe.number >= finalized.number && finalized.number >= sent.blockNumber);
    assert.ok(pending.number > finalized.number);
    assert.ok(Array.isArray(pending.prefetchedTransactions));
    assert.ok(await provider.getBalance(wallet.address) > 0n);
    const logs = await provider.getLogs({ address, fromBlock: 0, toBlock: 'latest' });
    assert.ok(logs.some(log => log.transactionHash === sent.hash));
    const transaction = await provider.getTransaction(sent.hash);
    assert.equal(transaction.from, wallet.address);
    assert.equal(transaction.blockHash, sent.blockHash);
    assert.equal(transaction.type, 2);
    // The library checks the signature against the hash of what it was given.
    assert.equal(ethers.Transaction.from(transaction).hash, sent.hash);
    assert.equal(await provider.getTransactionReceipt(UNKNOWN_HASH), null);
    assert.equal(
      await provider.getTransactionCount(wallet.address, 'pending'), transaction.nonce + 1);
    assert.equal(await provider.getCode(address), artifact.deployedBytecode.object);
    assert.equal(BigInt(await provider.getStorage(address, 0)), 3n);
  },

  async E4() {
    const reverts = (promise, name, args, reason) =>
      failsWith(promise, 'CALL_EXCEPTION', error => {
        assert.equal(error.revert.name, name);
        assert.deepEqual([...error.revert.args], args);
        assert.equal(error.reason, reason);
      });
    const FULL = 'Full(uint256,uint256)';
    await reverts(box.storeSmall.staticCall(101n), 'Full', [101n, 100n], FULL);
    await reverts(box.refuse(), 'Error', ['not today'], 'not today');
    await reverts(box.breakDown(), 'Panic', [1], 'Panic due to ASSERT_FALSE(1)');
    await reverts(box.refuse.estimateGas(), 'Error', ['not today'], 'not today');
    // Of an estimate, the library hands out the error as data, for the contract's ABI to decode.
    for (const failing of [box.storeSmall.estimateGas(101n), box.storeSmall(101n)]) {
      await failsWith(failing, 'CALL_EXCEPTION', error => {
        const decoded = box.interface.parseError(error.data);
        assert.equal(decoded.name, 'Full');
        assert.deepEqual([...decoded.args], [101n, 100n]);
      });
    }
    const response = await box.storeSmall(101n, { gasLimit: 100_000n });
    await failsWith(settled(response), 'CALL_EXCEPTION', error => {
      assert.equal(error.receipt.status, 0);
      assert.equal(error.receipt.hash, response.hash);
    });
  },

  async E5() {
    const used = await settled(await wallet.sendTransaction({ to: NOWHERE, value: 1n }));
    const { nonce } = await provider.getTransaction(used.hash);
    await failsWith(wallet.sendTransaction({ to: NOWHERE, nonce }), 'NONCE_EXPIRED');

    const poor = ethers.Wallet.createRandom(provider);
    const price = { gasLimit: 21_000n, maxFeePerGas: 10n ** 10n, maxPriorityFeePerGas: 1n };
    await failsWith(
      poor.sendTransaction({ to: NOWHERE, value: 1n, ...price }), 'INSUFFICIENT_FUNDS');
    await failsWith(poor.sendTransaction({ to: NOWHERE, value: 1n }), 'INSUFFICIENT_FUNDS');

    // Behind a gap it waits in the pool, to be replaced.
    const early = { to: NOWHERE, nonce: nonce + 2, ...price };
    const waiting = await wallet.sendTransaction({ ...early, value: 1n });
    await failsWith(wallet.sendTransaction({ ...early, value: 2n }), 'REPLACEMENT_UNDERPRICED');
    await settled(await wallet.sendTransaction({ to: NOWHERE, nonce: nonce + 1 }));
    await settled(waiting);

    await assert.rejects(provider.broadcastTransaction('0xdeadbeef'));
    await assert.rejects(
      provider.send('eth_sendRawTransaction', ['0xdeadbeef']),
      error => error.error.code === -32602);
  },

  async E6() {
    // A filter sees what comes after it was opened.
    const opened = answered('eth_newFilter');
    const stored = new Promise(done => box.on('Stored', (...args) => done(args)));
    const block = new Promise(done => provider.on('block', done));
    await within(opened, 'filter');
    const receipt = await settled(await box.store(10n));
    const [by, number, event] = await within(stored, 'event');
    assert.deepEqual([by, number], [wallet.address, 10n]);
    assert.equal(event.log.transactionHash, receipt.hash);
    assert.ok(await within(block, 'block') > 0);
    await box.removeAllListeners();
    await provider.removeAllListeners();
  },

  async E7() {
    const socket = new ethers.WebSocketProvider(
      url.replace(/^http/, 'ws'), undefined, UNCACHED);
    const signer = new ethers.Wallet(key, socket);
    const deployed = await deploy(signer);
    const stored = new Promise(done => deployed.on('Stored', (...args) => done(args)));
    const block = new Promise(done => socket.on('block', done));
    const pending = new Promise(done => socket.on('pending', done));
    // Answered after the subscriptions, which the same connection asked for before.
    await socket.send('eth_chainId', []);
    const response = await deployed.store(77n);
    assert.equal(await within(pending, 'pending transaction'), response.hash);
    const receipt = await settled(response);
    const [by, number, event] = await within(stored, 'event');
    assert.deepEqual([by, number], [wallet.address, 77n]);
    assert.equal(event.log.blockHash, receipt.blockHash);
    assert.ok(await within(block, 'block') >= 1);
    await deployed.removeAllListeners();
    await socket.removeAllListeners();
    await socket.send('eth_chainId', []);
    await socket.destroy();
  },

  async E8() {
    const signer = await provider.getSigner(0);
    const response = await signer.sendTransaction({ to: NOWHERE, value: 1n });
    const receipt = await settled(response);
    assert.equal(receipt.status, 1);
    assert.equal(receipt.from, signer.address);
    const message = await signer.signMessage('hello');
    assert.equal(ethers.verifyMessage('hello', message), signer.address);
    const domain = { name: 'Box', chainId: (await provider.getNetwork()).chainId };
    const types = {
      Order: [{ name: 'amount', type: 'uint256' }, { name: 'note', type: 'string' }],
    };
    const order = { amount: 5n, note: 'five' };
    const signature = await signer.signTypedData(domain, types, order);
    assert.equal(ethers.verifyTypedData(domain, types, order, signature), signer.address);
  },

  async E9() {
    const addresses = Array.from(
      { length: 20 }, (_, i) => ethers.zeroPadValue(ethers.toBeHex(i + 1), 20));
    const balances = await Promise.all(addresses.map(each => provider.getBalance(each)));
    assert.equal(balances.length, 20);
    balances.forEach(balance => assert.equal(typeof balance, 'bigint'));
  },

  async E10() {
    const response = await box.store(11n);
    const receipt = await provider.waitForTransaction(response.hash, 2, PATIENCE_MILLIS);
    assert.ok(await receipt.confirmations() >= 2);
    const events = await box.queryFilter(box.filters.Stored(wallet.address), 0, 'latest');
    const event = events.find(each => each.transactionHash === receipt.hash);
    assert.deepEqual([...event.args], [wallet.address, 11n]);
    assert.equal(event.blockHash, receipt.blockHash);
  },

  async E11() {
    await failsWith(provider.resolveName('cairn.eth'), 'UNSUPPORTED_OPERATION');
    await failsWith(provider.lookupAddress(wallet.address), 'UNSUPPORTED_OPERATION');
    const injected = { request: ({ method, params }) => provider.send(method, params ?? []) };
    const browser = new ethers.BrowserProvider(injected);
    assert.equal(
      (await browser.getNetwork()).chainId, (await provider.getNetwork()).chainId);
    for (const method of ['wallet_switchEthereumChain', 'wallet_addEthereumChain']) {
      await failsWith(provider.send(method, [{ chainId: '0x1' }]), 'UNSUPPORTED_OPERATION');
    }
  },
};

const [flow] = process.argv.slice(2);
await flows[flow]();
console.log('ok ' + flow);
process.exit(0);
