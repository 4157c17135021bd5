package org.cairn.evm.tx;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.crypto.Signature;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.fixture.Scene;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.tx.Refusal.Reason;
import org.cairn.evm.tx.TransactionValidity.Room;
import org.cairn.evm.world.World;
import org.junit.jupiter.api.Test;

class TransactionProcessorTest {
  private static final Address TO = Address.fromHex("0x" + "70".repeat(20));
  private static final Room ROOM = new Room(30_000_000, 9 * 131_072);

  private final TransactionProcessor processor = new TransactionProcessor();

  private static Transaction.DynamicFee transfer(long nonce, long gas, long tip, long max) {
    return new Transaction.DynamicFee(
        1, nonce, Wei.of(tip), Wei.of(max), gas, TO, Wei.of(5), Bytes.EMPTY, List.of());
  }

  private Outcome process(World world, Scene scene, Transaction transaction) {
    SignedTransaction signed =
        new SignedTransaction(
            transaction, new Signature(0, UInt256.ONE, UInt256.ONE), Bytes.EMPTY, Hash.ZERO);
    return processor.process(
        world, new RecoveredTransaction(signed, Scene.SENDER), scene.block(), ROOM);
  }

  private void assertRefused(Transaction transaction, Reason reason, String message) {
    Scene scene = new Scene();
    World world = scene.world();
    Outcome outcome = process(world, scene, transaction);
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    Refusal refusal = ((Outcome.Rejected) outcome).refusal();
    assertThat(refusal.reason()).isEqualTo(reason);
    assertThat(refusal.message()).startsWith(message);
    assertThat(world.diff()).isEqualTo(StateDiff.NOTHING);
  }

  @Test
  void process_aTransfer_movesValueAndFees() {
    Scene scene = new Scene();
    World world = scene.world();
    Outcome outcome = process(world, scene, transfer(0, 50_000, 2, 100));
    assertThat(outcome).isInstanceOf(Outcome.Executed.class);
    assertThat(((Outcome.Executed) outcome).gasUsed()).isEqualTo(21_000);
    assertThat(world.account(TO).balance()).isEqualTo(UInt256.of(5));
    // base fee 10 and tip 2: the beneficiary gets the tip, the rest is burnt
    assertThat(world.account(Scene.BENEFICIARY).balance()).isEqualTo(UInt256.of(42_000));
    assertThat(world.account(Scene.SENDER).balance())
        .isEqualTo(UInt256.of(1_000_000_000_000_000_000L - 5 - 12 * 21_000));
    assertThat(world.account(Scene.SENDER).nonce()).isEqualTo(1);
  }

  @Test
  void process_anInvalidTransaction_saysWhyAndChangesNothing() {
    assertRefused(
        transfer(1, 21_000, 1, 100),
        Reason.NONCE_TOO_HIGH,
        "nonce too high: next nonce 0, tx nonce 1");
    assertRefused(transfer(0, 20_999, 1, 100), Reason.INTRINSIC_GAS, "intrinsic gas too low");
    assertRefused(
        transfer(0, 21_000, 1, 9),
        Reason.FEE_CAP_BELOW_BASE_FEE,
        "max fee per gas less than block base fee");
    assertRefused(
        transfer(0, 21_000, 101, 100),
        Reason.TIP_ABOVE_FEE_CAP,
        "max priority fee per gas higher than max fee per gas");
    assertRefused(
        transfer(0, (1 << 24) + 1, 1, 100),
        Reason.GAS_LIMIT_TOO_HIGH,
        "transaction gas limit too high");
    assertRefused(
        transfer(0, 21_000, 1, 1_000_000_000_000_000L),
        Reason.INSUFFICIENT_FUNDS,
        "insufficient funds for gas * price + value: balance 1000000000000000000, tx cost "
            + "21000000000000000005, overshot 20000000000000000005");
  }

  @Test
  void process_aWrongChainOrType_isRefused() {
    Transaction foreign =
        new Transaction.Legacy(2L, 0, Wei.of(10), 21_000, TO, Wei.ZERO, Bytes.EMPTY);
    assertRefused(foreign, Reason.WRONG_CHAIN, "invalid chain id for signer: have 2 want 1");
    assertThat(TransactionValidity.ofItself(transfer(0, 21_000, 1, 1), Scene.rules(Fork.BERLIN)))
        .extracting(Refusal::reason)
        .isEqualTo(Reason.TYPE_NOT_SUPPORTED);
  }

  @Test
  void process_calldata_paysAtLeastTheFloor() {
    Scene scene = new Scene();
    Transaction transaction =
        new Transaction.Legacy(
            1L, 0, Wei.of(10), 100_000, TO, Wei.ZERO, Bytes.wrap(new byte[1000]));
    Outcome outcome = process(scene.world(), scene, transaction);
    assertThat(((Outcome.Executed) outcome).gasUsed()).isEqualTo(21_000 + 10 * 1000);
  }

  @Test
  void process_aFailedCall_keepsFeesAndNonceButNotTheTransfer() {
    Scene scene = new Scene().code(TO, "fe");
    World world = scene.world();
    Outcome outcome = process(world, scene, transfer(0, 50_000, 2, 100));
    assertThat(((Outcome.Executed) outcome).succeeded()).isFalse();
    assertThat(((Outcome.Executed) outcome).gasUsed()).isEqualTo(50_000);
    assertThat(world.account(TO).balance()).isEqualTo(UInt256.ZERO);
    assertThat(world.account(Scene.SENDER).nonce()).isEqualTo(1);
  }
}
