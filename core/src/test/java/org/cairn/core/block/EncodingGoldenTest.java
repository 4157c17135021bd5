package org.cairn.core.block;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.junit.jupiter.api.Test;

/// The encodings of fixed values, as `encodings.txt` froze them. A difference is a change of the
/// protocol, or, for stored receipts, of the store.
class EncodingGoldenTest {
  private static final SecretKey KEY = SecretKey.fromHex("0x" + "46".repeat(32));
  private static final Address TO = Address.fromHex("0x" + "35".repeat(20));
  private static final Hash WORD = Hash.fromHex("0x" + "ab".repeat(32));
  private static final Bytes DATA = Bytes.fromHex("0x00c0ffee" + "00".repeat(60));
  private static final List<AccessListEntry> ACCESS_LIST =
      List.of(
          new AccessListEntry(TO, List.of(UInt256.ZERO, UInt256.of(WORD))),
          new AccessListEntry(Address.ZERO, List.of()));
  private static final List<Log> LOGS =
      List.of(new Log(TO, List.of(WORD, Hash.ZERO), DATA), new Log(TO, List.of(), Bytes.EMPTY));

  @Test
  void encodings_ofFixedValues_areAsFrozen() throws IOException {
    StringBuilder now = new StringBuilder();
    encodings().forEach((name, bytes) -> now.append(name).append(' ').append(bytes).append('\n'));
    assertThat(now.toString()).isEqualTo(frozen());
  }

  @Test
  void encodings_frozen_decodeToTheSameValues() {
    for (SignedTransaction transaction : transactions()) {
      assertThat(TransactionCodec.decode(transaction.encoded())).isEqualTo(transaction);
    }
    assertThat(BlockCodec.decode(BlockCodec.encode(block()))).isEqualTo(block());
  }

  private static Map<String, Bytes> encodings() {
    Map<String, Bytes> encodings = new LinkedHashMap<>();
    int number = 0;
    for (SignedTransaction transaction : transactions()) {
      String name = "transaction." + number++ + ".type" + transaction.transaction().type();
      encodings.put(name, transaction.encoded());
      encodings.put(
          name + ".signingHash", TransactionCodec.signingHash(transaction.transaction()).toBytes());
    }
    encodings.put("block", BlockCodec.encode(block()));
    encodings.put("block.body", BlockCodec.encodeBody(block().body()));
    encodings.put("block.hash", HeaderCodec.hash(block().header()).toBytes());
    encodings.put("block.transactionsRoot", root(Roots::transactions, transactions()));
    List<Receipt> receipts = receipts();
    for (int i = 0; i < receipts.size(); i++) {
      encodings.put("receipt." + i, ReceiptCodec.encode(receipts.get(i)));
    }
    encodings.put("receipts.stored", ReceiptCodec.encodeStored(receipts));
    encodings.put("receipts.root", root(Roots::receipts, receipts));
    return encodings;
  }

  private static <T> Bytes root(Function<List<T>, Hash> function, List<T> values) {
    return function.apply(values).toBytes();
  }

  private static List<SignedTransaction> transactions() {
    Wei tip = Wei.ofGwei(1);
    Wei fee = Wei.ofGwei(30);
    Wei value = Wei.of(1_000_000_000_000_000_000L);
    List<Transaction> unsigned =
        List.of(
            new Transaction.Legacy(null, 0, fee, 21_000, TO, value, Bytes.EMPTY),
            new Transaction.Legacy(1337L, 1, fee, 90_000, null, Wei.ZERO, DATA),
            new Transaction.WithAccessList(1337, 2, fee, 90_000, TO, value, DATA, ACCESS_LIST),
            new Transaction.DynamicFee(1337, -1L, tip, fee, 90_000, null, value, DATA, ACCESS_LIST),
            new Transaction.Blob(
                1337, 4, tip, fee, 90_000, TO, value, DATA, List.of(), fee, List.of(WORD, WORD)),
            new Transaction.SetCode(
                1337,
                5,
                tip,
                fee,
                90_000,
                TO,
                value,
                DATA,
                ACCESS_LIST,
                List.of(Authorities.sign(UInt256.of(1337), TO, 6, KEY))));
    return unsigned.stream().map(transaction -> TransactionCodec.sign(transaction, KEY)).toList();
  }

  private static Block block() {
    BlockHeader header =
        new BlockHeader(
            WORD,
            Roots.NO_OMMERS,
            TO,
            WORD,
            Roots.transactions(transactions()),
            Roots.receipts(receipts()),
            Bloom.of(LOGS),
            UInt256.ZERO,
            1_000_000,
            60_000_000,
            21_000,
            1_800_000_000,
            Bytes.EMPTY,
            WORD,
            0,
            Wei.of(7),
            WORD,
            131_072L,
            0L,
            Hash.ZERO,
            Roots.requestsHash(List.of()));
    return new Block(
        header,
        new BlockBody(
            transactions(),
            List.of(),
            List.of(new Withdrawal(0, 1, TO, 32_000_000_000L), new Withdrawal(-1L, 0, TO, 0))));
  }

  private static List<Receipt> receipts() {
    return List.of(
        new Receipt(0, true, null, 21_000, Bloom.EMPTY, List.of()),
        new Receipt(2, true, null, 60_000, Bloom.of(LOGS), LOGS),
        new Receipt(4, false, null, 90_000, Bloom.EMPTY, List.of()),
        new Receipt(0, false, WORD, 111_000, Bloom.of(LOGS), LOGS));
  }

  private static String frozen() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(EncodingGoldenTest.class.getResourceAsStream("encodings.txt"))) {
      return new String(file.readAllBytes(), US_ASCII);
    }
  }
}
