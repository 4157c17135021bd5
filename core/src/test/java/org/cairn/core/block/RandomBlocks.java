package org.cairn.core.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.cairn.core.Seed;
import org.cairn.core.crypto.Signature;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.jspecify.annotations.Nullable;

/// Random values of all that a block holds, with lengths and numbers near the borders of the
/// encoding more often than chance would have it.
final class RandomBlocks {
  private final Random random;

  RandomBlocks(Random random) {
    this.random = random;
  }

  Block block() {
    BlockHeader header = header();
    return new Block(
        header,
        new BlockBody(
            list(4, this::transaction),
            list(2, this::header),
            header.withdrawalsRoot() == null ? null : list(3, this::withdrawal)));
  }

  BlockHeader header() {
    int fork = random.nextInt(5);
    return new BlockHeader(
        hash(),
        hash(),
        address(),
        hash(),
        hash(),
        hash(),
        Bytes.wrap(Seed.bytes(random, 256)),
        word(),
        number63(),
        number63(),
        number63(),
        number63(),
        data(),
        hash(),
        random.nextLong(),
        fork < 1 ? null : wei(),
        fork < 2 ? null : hash(),
        fork < 3 ? null : (Long) number63(),
        fork < 3 ? null : (Long) number63(),
        fork < 3 ? null : hash(),
        fork < 4 ? null : hash());
  }

  SignedTransaction transaction() {
    return TransactionCodec.assemble(unsigned(), new Signature(random.nextInt(2), word(), word()));
  }

  Transaction unsigned() {
    long chainId = Math.min(number63(), TransactionCodec.MAX_CHAIN_ID);
    List<AccessListEntry> list = accessList();
    return switch (random.nextInt(5)) {
      case 0 ->
          new Transaction.Legacy(
              random.nextBoolean() ? null : (Long) chainId,
              number64(),
              wei(),
              number63(),
              callee(),
              wei(),
              data());
      case 1 ->
          new Transaction.WithAccessList(
              chainId, number64(), wei(), number63(), callee(), wei(), data(), list);
      case 2 ->
          new Transaction.DynamicFee(
              chainId, number64(), wei(), wei(), number63(), callee(), wei(), data(), list);
      case 3 ->
          new Transaction.Blob(
              chainId,
              number64(),
              wei(),
              wei(),
              number63(),
              address(),
              wei(),
              data(),
              list,
              wei(),
              list(7, this::hash));
      default ->
          new Transaction.SetCode(
              chainId,
              number64(),
              wei(),
              wei(),
              number63(),
              address(),
              wei(),
              data(),
              list,
              list(4, this::authorization));
    };
  }

  Receipt receipt() {
    boolean old = random.nextInt(4) == 0;
    List<Log> logs = list(5, this::log);
    return new Receipt(
        random.nextInt(5),
        !old && random.nextBoolean(),
        old ? hash() : null,
        number63(),
        Bloom.of(logs),
        logs);
  }

  <T> List<T> list(int most, Supplier<T> item) {
    List<T> items = new ArrayList<>();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      items.add(item.get());
    }
    return items;
  }

  private Log log() {
    return new Log(address(), list(4, this::hash), data());
  }

  private Withdrawal withdrawal() {
    return new Withdrawal(number64(), number64(), address(), number64());
  }

  private Authorization authorization() {
    return new Authorization(word(), address(), number64(), random.nextInt(256), word(), word());
  }

  private List<AccessListEntry> accessList() {
    return list(3, () -> new AccessListEntry(address(), list(3, this::word)));
  }

  private @Nullable Address callee() {
    return random.nextInt(4) == 0 ? null : address();
  }

  private Bytes data() {
    return Bytes.wrap(
        Seed.bytes(random, random.nextInt(10) == 0 ? random.nextInt(2_000) : random.nextInt(60)));
  }

  private Hash hash() {
    return Hash.wrap(Seed.bytes(random, 32));
  }

  private Address address() {
    return Address.wrap(Seed.bytes(random, 20));
  }

  private UInt256 word() {
    return UInt256.fromBytes(Seed.bytes(random, random.nextInt(33)));
  }

  private Wei wei() {
    return new Wei(word());
  }

  private long number64() {
    return random.nextLong() >>> random.nextInt(64);
  }

  private long number63() {
    return number64() & Long.MAX_VALUE;
  }
}
