package org.cairn.evm.block;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cairn.core.block.AccessListEntry;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.fork.Fork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BlockBuilderPropertyTest {
  private static final int BLOCKS = 6;
  private static final int CANDIDATES = 40;

  @ParameterizedTest
  @EnumSource(names = {"PARIS", "SHANGHAI", "CANCUN", "PRAGUE", "OSAKA"})
  void execute_ofWhatWasBuiltFromRandomTransactions_agreesInEverything(Fork fork) {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    TestChain chain = fork == Fork.OSAKA ? new TestChain(Fork.OSAKA) : new TestChain(fork);
    for (int i = 0; i < BLOCKS; i++) {
      List<RecoveredTransaction> candidates = candidates(chain, random);
      BuiltBlock built =
          chain.build(candidates, new BuildLimits(2_000 + random.nextInt(8_000), () -> true));
      // Through the encoding, as a peer would get it.
      Block received = BlockCodec.decode(BlockCodec.encode(built.block()));
      Verdict verdict = chain.execute(received);
      assertThat(verdict).as("seed " + seed).isInstanceOf(Verdict.Valid.class);
      Verdict.Valid valid = (Verdict.Valid) verdict;
      assertThat(valid.state().root()).as("seed " + seed).isEqualTo(built.state().root());
      assertThat(valid.receipts()).as("seed " + seed).isEqualTo(built.receipts());
      assertThat(valid.requests()).as("seed " + seed).isEqualTo(built.requests());
      chain.adopt(built);
    }
  }

  @Test
  void build_ofTheSameCandidates_isTheSameBlock() {
    long seed = System.nanoTime();
    TestChain chain = new TestChain(Fork.OSAKA);
    BuiltBlock one = chain.build(candidates(chain, new Random(seed)), BuildLimits.NONE);
    BuiltBlock two = chain.build(candidates(chain, new Random(seed)), BuildLimits.NONE);
    assertThat(one.block()).as("seed " + seed).isEqualTo(two.block());
  }

  private static List<RecoveredTransaction> candidates(TestChain chain, Random random) {
    long[] nonces = new long[TestChain.KEYS];
    for (int key = 0; key < nonces.length; key++) {
      nonces[key] = chain.nonce(key);
    }
    List<RecoveredTransaction> candidates = new ArrayList<>();
    for (int i = 0; i < CANDIDATES; i++) {
      int key = random.nextInt(nonces.length);
      long nonce = random.nextInt(12) == 0 ? random.nextInt(5) : nonces[key]++;
      candidates.add(chain.sign(transaction(random, nonce), key));
    }
    return candidates;
  }

  private static Transaction transaction(Random random, long nonce) {
    Address target =
        switch (random.nextInt(4)) {
          case 0 -> null;
          case 1 -> TestChain.COUNTER;
          case 2 -> TestChain.BENEFICIARY;
          default -> address(random);
        };
    byte[] data = new byte[random.nextInt(60)];
    random.nextBytes(data);
    long gas = 20_000L + random.nextInt(300_000);
    Wei value = Wei.of(random.nextInt(20) == 0 ? Long.MAX_VALUE : random.nextInt(1_000_000));
    Wei price = Wei.of(random.nextInt(2_000_000_000));
    List<AccessListEntry> accessList =
        List.of(
            new AccessListEntry(
                random.nextBoolean() ? TestChain.COUNTER : address(random),
                List.of(UInt256.of(random.nextInt(3)))));
    return switch (random.nextInt(3)) {
      case 0 ->
          new Transaction.Legacy(
              TestChain.CHAIN_ID, nonce, price, gas, target, value, Bytes.wrap(data));
      case 1 ->
          new Transaction.WithAccessList(
              TestChain.CHAIN_ID, nonce, price, gas, target, value, Bytes.wrap(data), accessList);
      default ->
          new Transaction.DynamicFee(
              TestChain.CHAIN_ID,
              nonce,
              Wei.of(random.nextInt(100)),
              Wei.of(2_000_000_000),
              gas,
              target,
              value,
              Bytes.wrap(data),
              accessList);
    };
  }

  private static Address address(Random random) {
    byte[] bytes = new byte[Address.SIZE_BYTES];
    bytes[19] = (byte) random.nextInt(40);
    return Address.wrap(bytes);
  }
}
