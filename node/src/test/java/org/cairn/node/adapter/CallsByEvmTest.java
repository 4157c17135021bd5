package org.cairn.node.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.Roots;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.SystemContracts;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.cairn.rpc.port.CallBlock;
import org.cairn.rpc.port.CallOutcome;
import org.cairn.rpc.port.CallRequest;
import org.cairn.rpc.port.PrecompileMoves;
import org.junit.jupiter.api.Test;

/// What a client overrides of the block that its call is in.
class CallsByEvmTest {
  private static final Address IDENTITY = Address.fromHex("0x" + "0".repeat(39) + "4");
  private static final Address ELSEWHERE = Address.fromHex("0x" + "ab".repeat(20));
  private static final Address PRICES = Address.fromHex("0x" + "cd".repeat(20));
  private static final Hash ROOT = Keccak256.hash(new byte[] {1});

  /// Stores what the caller sends; answers an empty call with it.
  private static final Bytes KEEPER = Bytes.fromHex("0x36600c575f545f5260205ff35b5f355f5500");

  /// mstore(0, BLOBBASEFEE), return(0, 32)
  private static final Bytes BLOB_PRICE = Bytes.fromHex("0x4a5f5260205ff3");

  private final CallsByEvm calls =
      new CallsByEvm(ForkSchedule.fromGenesis(7, Fork.PRAGUE), _ -> Hash.ZERO, new CodeCache(8));

  @Test
  void call_movedPrecompile_answersAtItsNewAddressOnly() {
    var moves = new PrecompileMoves(Set.of(IDENTITY), Map.of(ELSEWHERE, IDENTITY));
    CallBlock block = new CallBlock(header(), null, null, moves);
    Bytes data = Bytes.fromHex("0x010203");
    assertThat(output(ELSEWHERE, data, block)).isEqualTo(data);
    assertThat(output(IDENTITY, data, block)).isEqualTo(Bytes.EMPTY);
    assertThat(output(IDENTITY, data, CallBlock.of(header()))).isEqualTo(data);
  }

  @Test
  void call_blobBaseFee_isWhatTheCodeSees() {
    CallBlock block = new CallBlock(header(), Wei.of(99), null, PrecompileMoves.NONE);
    assertThat(output(PRICES, Bytes.EMPTY, block)).isEqualTo(UInt256.of(99).toHash().toBytes());
    assertThat(output(PRICES, Bytes.EMPTY, CallBlock.of(header())))
        .isEqualTo(UInt256.ONE.toHash().toBytes());
  }

  @Test
  void call_beaconRoot_isToldToItsContractBeforeTheCall() {
    CallBlock block = new CallBlock(header(), null, ROOT, PrecompileMoves.NONE);
    assertThat(output(SystemContracts.BEACON_ROOTS, Bytes.EMPTY, block)).isEqualTo(ROOT.toBytes());
    assertThat(output(SystemContracts.BEACON_ROOTS, Bytes.EMPTY, CallBlock.of(header())))
        .isEqualTo(Hash.ZERO.toBytes());
  }

  private Bytes output(Address to, Bytes data, CallBlock block) {
    CallRequest request =
        new CallRequest(
            Address.ZERO, to, Wei.ZERO, data, 200_000, Wei.ZERO, List.of(), List.of(), List.of());
    return ((CallOutcome.Success) calls.call(request, state(), block)).output();
  }

  private static MemoryState state() {
    TreeMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    TreeMap<Hash, Bytes> codes = new TreeMap<>();
    Map.of(SystemContracts.BEACON_ROOTS, KEEPER, PRICES, BLOB_PRICE)
        .forEach((address, code) -> {
          codes.put(Keccak256.hash(code), code);
          accounts.put(
              address,
              new StateDiff.AccountChange(
                  new Account(1, Wei.ZERO, Keccak256.hash(code)), false, new TreeMap<>()));
        });
    return MemoryState.of(new StateDiff(accounts, codes));
  }

  private static BlockHeader header() {
    return new BlockHeader(
        Hash.ZERO,
        Roots.NO_OMMERS,
        Address.ZERO,
        Hash.ZERO,
        Roots.EMPTY_TRIE,
        Roots.EMPTY_TRIE,
        Bloom.EMPTY,
        UInt256.ZERO,
        9,
        30_000_000,
        0,
        1_000,
        Bytes.EMPTY,
        Hash.ZERO,
        0,
        Wei.ZERO,
        Roots.EMPTY_TRIE,
        0L,
        0L,
        Hash.ZERO,
        Hash.ZERO);
  }
}
