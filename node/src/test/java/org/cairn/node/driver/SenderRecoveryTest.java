package org.cairn.node.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.block.Transaction;
import org.cairn.core.block.TransactionCodec;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.junit.jupiter.api.Test;

class SenderRecoveryTest {
  private static final SecretKey KEY = SecretKey.of(UInt256.of(5).toBytes());
  private static final Address SENDER = KEY.publicKey().toAddress();

  private static List<SignedTransaction> transfers(int count) {
    var transfers = new ArrayList<SignedTransaction>();
    for (int nonce = 0; nonce < count; nonce++) {
      transfers.add(
          TransactionCodec.sign(
              new Transaction.DynamicFee(
                  1,
                  nonce,
                  Wei.of(1),
                  Wei.of(2),
                  21_000,
                  Address.ZERO,
                  Wei.of(1),
                  Bytes.EMPTY,
                  List.of()),
              KEY));
    }
    return transfers;
  }

  @Test
  void senders_withARefusingPool_areRecoveredAllTheSame() {
    ExecutorService full = Executors.newSingleThreadExecutor();
    full.shutdown();
    var recovery = new SenderRecovery(full, _ -> null);
    assertThat(recovery.senders(transfers(150))).isEqualTo(Collections.nCopies(150, SENDER));
  }

  @Test
  void senders_ofManyAndOfFew_areThoseWhoSigned() {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      var recovery = new SenderRecovery(pool, _ -> null);
      for (int count : new int[] {0, 1, 150}) {
        assertThat(recovery.senders(transfers(count)))
            .isEqualTo(Collections.nCopies(count, SENDER));
      }
    }
  }

  @Test
  void senders_ofPooledTransactions_areTakenFromThere() {
    Address remembered = Address.fromHex("0x" + "07".repeat(20));
    List<SignedTransaction> transfers = transfers(1);
    try (ExecutorService pool = Executors.newSingleThreadExecutor()) {
      var recovery =
          new SenderRecovery(pool, _ -> new RecoveredTransaction(transfers.getFirst(), remembered));
      assertThat(recovery.senders(transfers)).containsExactly(remembered);
    }
  }
}
