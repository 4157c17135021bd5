package org.cairn.core.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cairn.core.pool.PoolFixture.ALICE;
import static org.cairn.core.pool.PoolFixture.BOB;
import static org.cairn.core.pool.PoolFixture.RICH;
import static org.cairn.core.pool.PoolFixture.head;
import static org.cairn.core.pool.PoolFixture.signed;
import static org.cairn.core.pool.PoolFixture.state;
import static org.cairn.core.pool.PoolFixture.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cairn.core.block.BlobSidecar;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.pool.Admission.Accepted;
import org.cairn.core.pool.Admission.Reason;
import org.cairn.core.pool.Admission.Rejected;
import org.cairn.core.state.MemoryState;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TxPoolTest {
  private static final TransactionRules ANY = (_, _) -> null;

  private final MemoryState richAlice = state(ALICE, 5, RICH);
  private final TxPool pool = new TxPool(PoolOptions.DEFAULT, ANY, head(1, 100), richAlice);

  @Test
  void add_knownTransaction_isAlreadyKnown() {
    assertAccepted(pool.add(transfer(ALICE, 5, 200, 1)));
    assertRejected(pool.add(transfer(ALICE, 5, 200, 1)), Reason.ALREADY_KNOWN, "already known");
  }

  @Test
  void add_usedNonce_isTooLow() {
    assertRejected(
        pool.add(transfer(ALICE, 4, 200, 1)),
        Reason.NONCE_TOO_LOW,
        "nonce too low: next nonce 5, tx nonce 4");
    assertThat(pool.add(transfer(ALICE, 4, 200, 1)))
        .isInstanceOfSatisfying(
            Rejected.class,
            rejected ->
                assertThat(rejected.figures()).isEqualTo(Map.of("expected", "5", "got", "4")));
  }

  @Test
  void add_nonceFarAhead_isTooHigh() {
    assertRejected(
        pool.add(transfer(ALICE, 50_000, 200, 1)),
        Reason.NONCE_TOO_HIGH,
        "nonce too high: next nonce 5, tx nonce 50000");
    assertRejected(pool.add(transfer(ALICE, -1, 200, 1)), Reason.NONCE_TOO_HIGH, "nonce too high");
  }

  @Test
  void add_withoutFunds_saysWhatIsMissing() {
    assertRejected(
        pool.add(transfer(BOB, 0, 200, 1)),
        Reason.INSUFFICIENT_FUNDS,
        "insufficient funds for gas * price + value: balance 0, tx cost 4200001, overshot 4200001");
  }

  @Test
  void add_beyondTheBalanceOfAllQueued_saysSo() {
    TxPool poor =
        new TxPool(PoolOptions.DEFAULT, ANY, head(1, 100), state(ALICE, 0, Wei.of(5_000_000)));
    assertAccepted(poor.add(transfer(ALICE, 0, 200, 1)));
    assertRejected(
        poor.add(transfer(ALICE, 1, 200, 1)),
        Reason.INSUFFICIENT_FUNDS,
        "insufficient funds for gas * price + value: balance 5000000, queued cost 4200001,"
            + " tx cost 4200001, overshot 3400002");
  }

  @Test
  void add_costBeyond256Bits_isRejectedAndNotThrown() {
    Wei max = new Wei(UInt256.MAX);
    Transaction monster =
        new Transaction.DynamicFee(1, 5, max, max, 30_000_000, BOB, max, Bytes.EMPTY, List.of());
    assertRejected(
        pool.add(signed(ALICE, monster)), Reason.INSUFFICIENT_FUNDS, "insufficient funds");
    TxPool richest = new TxPool(PoolOptions.DEFAULT, ANY, head(1, 100), state(ALICE, 5, max));
    Wei half = new Wei(new UInt256(Long.MIN_VALUE, 0, 0, 0));
    assertAccepted(richest.add(transfer(ALICE, 5, 200, 1, half)));
    assertRejected(
        richest.add(transfer(ALICE, 6, 200, 1, half)),
        Reason.INSUFFICIENT_FUNDS,
        "insufficient funds");
  }

  @Test
  void add_feeCapBelowAnyNextBaseFee_isUnderpriced() {
    assertRejected(
        pool.add(transfer(ALICE, 5, 87, 1)),
        Reason.FEE_CAP_BELOW_BASE_FEE,
        "transaction underpriced: max fee per gas less than block base fee: maxFeePerGas: 87,"
            + " baseFee: 100");
    assertAccepted(pool.add(transfer(ALICE, 5, 88, 1)));
  }

  @Test
  void add_tipBelowTheMinimum_isUnderpriced() {
    PoolOptions options = new PoolOptions(10, 10, 10, 1000, Wei.of(2));
    TxPool strict = new TxPool(options, ANY, head(1, 100), richAlice);
    assertRejected(
        strict.add(transfer(ALICE, 5, 200, 1)),
        Reason.UNDERPRICED,
        "transaction underpriced: tip needed 2, tip permitted 1");
  }

  @Test
  void add_replacement_needsATenthMoreOfBoth() {
    assertAccepted(pool.add(transfer(ALICE, 5, 200, 100)));
    String message = "replacement transaction underpriced";
    assertRejected(pool.add(transfer(ALICE, 5, 219, 110)), Reason.REPLACEMENT_UNDERPRICED, message);
    assertRejected(pool.add(transfer(ALICE, 5, 220, 109)), Reason.REPLACEMENT_UNDERPRICED, message);
    RecoveredTransaction better = transfer(ALICE, 5, 220, 110);
    assertAccepted(pool.add(better));
    assertThat(pool.pendingCount()).isEqualTo(1);
    assertThat(pool.get(better.signed().hash())).isSameAs(better);
    assertThat(pool.best(Wei.of(100)).next()).isSameAs(better);
  }

  @Test
  void add_blobTransaction_isNotSupported() {
    Admission admission = pool.add(signed(ALICE, blob(5)));
    assertRejected(admission, Reason.TYPE_NOT_SUPPORTED, "transaction type not supported");
    assertThat(((Rejected) admission).message()).contains("transaction type not valid");
  }

  @Test
  void add_blobTransactionWhereThereIsRoom_isKeptWithItsSidecar() {
    TxPool blobs = new TxPool(PoolOptions.DEFAULT.withBlobs(1), ANY, head(1, 100), richAlice);
    BlobSidecar sidecar = new BlobSidecar(List.of(Bytes.EMPTY), List.of(), List.of());
    RecoveredTransaction first = signed(ALICE, blob(5));
    assertRejected(blobs.add(first), Reason.MISSING_SIDECAR, "missing sidecar");
    assertAccepted(blobs.add(first, sidecar));
    assertThat(blobs.sidecar(first.signed().hash())).isEqualTo(sidecar);
    assertRejected(
        blobs.add(signed(ALICE, blob(6)), sidecar), Reason.UNDERPRICED, "transaction underpriced");
    blobs.remove(first.signed().hash());
    assertThat(blobs.sidecar(first.signed().hash())).isNull();
    assertAccepted(blobs.add(first, sidecar));
  }

  private static Transaction blob(long nonce) {
    return new Transaction.Blob(
        1,
        nonce,
        Wei.of(1),
        Wei.of(200),
        21_000,
        BOB,
        Wei.ZERO,
        Bytes.EMPTY,
        List.of(),
        Wei.of(1),
        List.of(Hash.ZERO));
  }

  @Test
  void add_gasBeyondTheBlock_isRefused() {
    Transaction large =
        new Transaction.Legacy(1L, 5, Wei.of(200), 30_000_001, BOB, Wei.ZERO, Bytes.EMPTY);
    assertRejected(
        pool.add(signed(ALICE, large)), Reason.EXCEEDS_BLOCK_GAS_LIMIT, "exceeds block gas limit");
    Transaction wrapped =
        new Transaction.Legacy(1L, 5, Wei.of(200), -1, BOB, Wei.ZERO, Bytes.EMPTY);
    assertRejected(
        pool.add(signed(ALICE, wrapped)),
        Reason.EXCEEDS_BLOCK_GAS_LIMIT,
        "exceeds block gas limit");
  }

  @Test
  void add_againstTheRules_passesTheirWordsOn() {
    Rejected objection =
        new Rejected(Reason.INTRINSIC_GAS, "intrinsic gas too low: have 1, want 2");
    TxPool strict = new TxPool(PoolOptions.DEFAULT, (_, _) -> objection, head(1, 100), richAlice);
    assertThat(strict.add(transfer(ALICE, 5, 200, 1))).isSameAs(objection);
  }

  @Test
  void add_fromAContract_isRefusedAndFromADelegatingAccountTaken() {
    MemoryState contract = PoolFixture.with(richAlice, BOB, 0, RICH, Bytes.fromHex("0x6001"));
    assertRejected(
        new TxPool(PoolOptions.DEFAULT, ANY, head(1, 100), contract).add(transfer(BOB, 0, 200, 1)),
        Reason.SENDER_HAS_CODE,
        "sender not an eoa");
    Bytes delegation = Bytes.fromHex("0xef0100" + "11".repeat(20));
    MemoryState delegating = PoolFixture.with(richAlice, BOB, 0, RICH, delegation);
    TxPool open = new TxPool(PoolOptions.DEFAULT, ANY, head(1, 100), delegating);
    for (int nonce = 0; nonce < 16; nonce++) {
      assertAccepted(open.add(transfer(BOB, nonce, 200, 1)));
    }
    assertRejected(open.add(transfer(BOB, 16, 200, 1)), Reason.SENDER_LIMIT, "account limit");
  }

  @Test
  void add_behindAGap_waitsUntilItCloses() {
    List<RecoveredTransaction> heard = new ArrayList<>();
    pool.listen(heard::add);
    RecoveredTransaction seventh = transfer(ALICE, 7, 200, 1);
    RecoveredTransaction sixth = transfer(ALICE, 6, 200, 1);
    RecoveredTransaction fifth = transfer(ALICE, 5, 200, 1);
    assertAccepted(pool.add(seventh));
    assertAccepted(pool.add(sixth));
    assertThat(pool.pendingNonce(ALICE)).isEqualTo(5);
    assertThat(pool.queuedCount()).isEqualTo(2);
    assertThat(pool.best(Wei.of(100)).next()).isNull();
    assertThat(pool.content().queued().get(ALICE)).containsExactly(sixth, seventh);
    assertThat(heard).isEmpty();
    assertAccepted(pool.add(fifth));
    assertThat(heard).containsExactly(fifth, sixth, seventh);
    assertThat(pool.pendingNonce(ALICE)).isEqualTo(8);
    assertThat(selected(pool, 100)).containsExactly(fifth, sixth, seventh);
    assertThat(pool.content().queued()).isEmpty();
  }

  @Test
  void best_ofManySenders_goesByTipAtTheBaseFeeAndKeepsNonces() {
    MemoryState both = PoolFixture.with(richAlice, BOB, 0, RICH, Bytes.EMPTY);
    TxPool two = new TxPool(PoolOptions.DEFAULT, ANY, head(1, 100), both);
    RecoveredTransaction cheapFirst = transfer(ALICE, 5, 110, 20);
    RecoveredTransaction richSecond = transfer(ALICE, 6, 500, 90);
    RecoveredTransaction middle = transfer(BOB, 0, 500, 15);
    RecoveredTransaction belowBase = transfer(BOB, 1, 99, 15);
    for (RecoveredTransaction each : List.of(belowBase, middle, richSecond, cheapFirst)) {
      assertAccepted(two.add(each));
    }
    assertThat(selected(two, 100)).containsExactly(middle, cheapFirst, richSecond);
    Selection selection = two.best(Wei.of(99));
    assertThat(selection.next()).isSameAs(middle);
    assertThat(selection.next()).isSameAs(cheapFirst);
    selection.skipSender();
    assertThat(selection.next()).isSameAs(belowBase);
    assertThat(selection.next()).isNull();
  }

  @Test
  void onBlock_dropsWhatIsIncludedAndWhatItsNonceOvertook() {
    RecoveredTransaction fifth = transfer(ALICE, 5, 200, 1);
    RecoveredTransaction sixth = transfer(ALICE, 6, 200, 1);
    RecoveredTransaction eighth = transfer(ALICE, 8, 200, 1);
    List.of(fifth, sixth, eighth).forEach(each -> assertAccepted(pool.add(each)));
    // The block held another transaction at nonce 5.
    pool.onBlock(head(2, 100), state(ALICE, 6, RICH), List.of(transfer(ALICE, 5, 999, 1)));
    assertThat(selected(pool, 100)).containsExactly(sixth);
    assertThat(pool.get(fifth.signed().hash())).isNull();
    assertThat(pool.pendingNonce(ALICE)).isEqualTo(7);
    pool.onBlock(head(3, 100), state(ALICE, 8, RICH), List.of(transfer(ALICE, 7, 999, 1)));
    assertThat(selected(pool, 100)).containsExactly(eighth);
    pool.onBlock(head(4, 100), state(ALICE, 9, RICH), List.of(eighth));
    assertThat(pool.pendingCount() + pool.queuedCount()).isZero();
    assertThat(pool.pendingNonce(ALICE)).isEqualTo(9);
  }

  @Test
  void onBlock_senderGotPoor_dropsWhatItCannotPay() {
    RecoveredTransaction fifth = transfer(ALICE, 5, 200, 1, Wei.of(1_000_000_000));
    RecoveredTransaction sixth = transfer(ALICE, 6, 200, 1);
    List.of(fifth, sixth).forEach(each -> assertAccepted(pool.add(each)));
    pool.onBlock(
        head(2, 100), state(ALICE, 5, Wei.of(5_000_000)), List.of(transfer(ALICE, 4, 999, 1)));
    assertThat(pool.get(fifth.signed().hash())).isNull();
    assertThat(pool.pendingCount()).isZero();
    assertThat(pool.content().queued().get(ALICE)).containsExactly(sixth);
  }

  @Test
  void remove_ofAMiddleOne_letsTheRestWait() {
    RecoveredTransaction fifth = transfer(ALICE, 5, 200, 1);
    RecoveredTransaction sixth = transfer(ALICE, 6, 200, 1);
    List.of(fifth, sixth).forEach(each -> assertAccepted(pool.add(each)));
    pool.remove(fifth.signed().hash());
    assertThat(pool.queuedCount()).isEqualTo(1);
    assertThat(pool.pendingNonce(ALICE)).isEqualTo(5);
    assertAccepted(pool.add(fifth));
    assertThat(selected(pool, 100)).containsExactly(fifth, sixth);
  }

  @Test
  void add_toAFullPool_evictsTheCheapestSendersLast() {
    MemoryState both = PoolFixture.with(richAlice, BOB, 0, RICH, Bytes.EMPTY);
    PoolOptions small = new PoolOptions(3, 2, 10, 1000, Wei.ZERO);
    TxPool full = new TxPool(small, ANY, head(1, 100), both);
    RecoveredTransaction cheap = transfer(ALICE, 5, 150, 1);
    RecoveredTransaction dear = transfer(ALICE, 6, 400, 1);
    RecoveredTransaction bobs = transfer(BOB, 0, 300, 1);
    List.of(cheap, dear, bobs).forEach(each -> assertAccepted(full.add(each)));
    assertRejected(
        full.add(transfer(BOB, 1, 150, 1)), Reason.UNDERPRICED, "transaction underpriced");
    assertAccepted(full.add(transfer(BOB, 1, 160, 1)));
    assertThat(full.get(dear.signed().hash())).isNull();
    assertThat(full.get(cheap.signed().hash())).isSameAs(cheap);
    assertThat(full.pendingNonce(ALICE)).isEqualTo(6);
    assertThat(full.pendingCount()).isEqualTo(3);
  }

  @Test
  void add_manyBehindGaps_isLimited() {
    MemoryState both = PoolFixture.with(richAlice, BOB, 0, RICH, Bytes.EMPTY);
    PoolOptions small = new PoolOptions(100, 2, 10, 1000, Wei.ZERO);
    TxPool gaps = new TxPool(small, ANY, head(1, 100), both);
    assertAccepted(gaps.add(transfer(ALICE, 7, 150, 1)));
    assertAccepted(gaps.add(transfer(ALICE, 8, 160, 1)));
    assertRejected(
        gaps.add(transfer(BOB, 5, 150, 1)), Reason.UNDERPRICED, "transaction underpriced");
    assertAccepted(gaps.add(transfer(BOB, 5, 151, 1)));
    assertThat(gaps.queuedCount()).isEqualTo(2);
    assertAccepted(gaps.add(transfer(ALICE, 5, 150, 1)));
  }

  @Test
  void add_sameSenderTooOften_isLimited() {
    PoolOptions small = new PoolOptions(100, 2, 2, 1000, Wei.ZERO);
    TxPool limited = new TxPool(small, ANY, head(1, 100), richAlice);
    assertAccepted(limited.add(transfer(ALICE, 5, 150, 1)));
    assertAccepted(limited.add(transfer(ALICE, 6, 150, 1)));
    assertRejected(
        limited.add(transfer(ALICE, 7, 150, 1)), Reason.SENDER_LIMIT, "account limit exceeded");
    assertAccepted(limited.add(transfer(ALICE, 6, 170, 2)));
  }

  @Test
  void add_afterTheSenderWasFunded_seesTheNewBalance() {
    TxPool poor =
        new TxPool(PoolOptions.DEFAULT, ANY, head(1, 100), state(ALICE, 0, Wei.of(5_000_000)));
    assertAccepted(poor.add(transfer(ALICE, 0, 200, 1)));
    poor.onBlock(head(2, 100), state(ALICE, 0, RICH), List.of());
    assertAccepted(poor.add(transfer(ALICE, 1, 200, 1)));
  }

  private static List<RecoveredTransaction> selected(TxPool pool, long baseFee) {
    List<RecoveredTransaction> all = new ArrayList<>();
    Selection selection = pool.best(Wei.of(baseFee));
    for (RecoveredTransaction next = selection.next(); next != null; next = selection.next()) {
      all.add(next);
    }
    return all;
  }

  private static void assertAccepted(Admission admission) {
    assertThat(admission).isEqualTo(new Accepted());
  }

  private static void assertRejected(@Nullable Admission admission, Reason reason, String start) {
    Rejected rejected = (Rejected) Objects.requireNonNull(admission);
    assertThat(rejected.message()).startsWith(start);
    assertThat(rejected.reason()).isEqualTo(reason);
  }
}
