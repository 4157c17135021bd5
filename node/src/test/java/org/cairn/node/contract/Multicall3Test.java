package org.cairn.node.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.state.StateDiff.AccountChange;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.Rules;
import org.cairn.evm.tx.Call;
import org.cairn.evm.tx.CallOutcome;
import org.cairn.evm.tx.CallRequest;
import org.cairn.evm.world.BlockContext;
import org.cairn.genesis.alloc.Predeploy;
import org.junit.jupiter.api.Test;

class Multicall3Test {
  private static final Address SENDER = Address.fromHex("0x" + "5e".repeat(20));
  private static final Address CONTRACT = Predeploy.MULTICALL3.address();

  /// Answers the chain id as 32 bytes.
  private static final Address ANSWERS = Address.fromHex("0x" + "a1".repeat(20));

  /// Reverts without data.
  private static final Address REVERTS = Address.fromHex("0x" + "a2".repeat(20));

  @Test
  void aggregate3_withAFailureAllowed_returnsBothResults() {
    CallOutcome outcome = call(aggregate3(true));

    ByteBuffer expected = ByteBuffer.allocate(32 * 11);
    expected.put(word(32)).put(word(2)).put(word(64)).put(word(192));
    expected.put(word(1)).put(word(64)).put(word(32)).put(word(22476));
    expected.put(word(0)).put(word(64)).put(word(0));
    assertThat(outcome).isInstanceOf(CallOutcome.Completed.class);
    assertThat(((CallOutcome.Completed) outcome).output()).isEqualTo(Bytes.wrap(expected.array()));
  }

  @Test
  void aggregate3_withAFailureNotAllowed_reverts() {
    CallOutcome outcome = call(aggregate3(false));

    assertThat(outcome).isInstanceOf(CallOutcome.Reverted.class);
    assertThat(
            new String(((CallOutcome.Reverted) outcome).data().toArray(), StandardCharsets.UTF_8))
        .contains("Multicall3: call failed");
  }

  @Test
  void getChainId_isTheChains() {
    CallOutcome outcome = call(selector("getChainId()"));

    assertThat(((CallOutcome.Completed) outcome).output()).isEqualTo(Bytes.wrap(word(22476)));
  }

  /// Two calls without data: the one that answers, and the one that reverts.
  private static Bytes aggregate3(boolean allowFailure) {
    ByteBuffer data = ByteBuffer.allocate(4 + 32 * 12);
    data.put(selector("aggregate3((address,bool,bytes)[])").shared());
    data.put(word(32)).put(word(2)).put(word(64)).put(word(192));
    for (Address target : List.of(ANSWERS, REVERTS)) {
      data.put(new byte[12]).put(target.shared());
      data.put(word(allowFailure ? 1 : 0)).put(word(96)).put(word(0));
    }
    return Bytes.wrap(data.array());
  }

  private static CallOutcome call(Bytes data) {
    TreeMap<Address, AccountChange> accounts = new TreeMap<>();
    TreeMap<Hash, Bytes> codes = new TreeMap<>();
    // CHAINID PUSH0 MSTORE PUSH1 32 PUSH0 RETURN, and PUSH0 PUSH0 REVERT.
    Map.of(
            CONTRACT, Predeploy.MULTICALL3.code(),
            ANSWERS, Bytes.fromHex("0x465f5260205ff3"),
            REVERTS, Bytes.fromHex("0x5f5ffd"))
        .forEach((address, code) -> {
          Hash hash = Keccak256.hash(code);
          codes.put(hash, code);
          Account account = new Account(1, Wei.ZERO, hash);
          accounts.put(address, new AccountChange(account, false, new TreeMap<>()));
        });
    Rules rules = Rules.of(22476, Fork.OSAKA);
    BlockContext block =
        new BlockContext(
            rules,
            1,
            1,
            10_000_000,
            Address.ZERO,
            UInt256.ZERO,
            Wei.ZERO,
            Wei.of(1),
            _ -> Hash.ZERO);
    return new Call(new CodeCache())
        .run(
            MemoryState.of(new StateDiff(accounts, codes)),
            block,
            CallRequest.of(SENDER, CONTRACT, 10_000_000, data));
  }

  private static Bytes selector(String signature) {
    return Keccak256.hash(signature.getBytes(StandardCharsets.US_ASCII)).toBytes().slice(0, 4);
  }

  private static byte[] word(int value) {
    return ByteBuffer.allocate(32).putInt(28, value).array();
  }
}
