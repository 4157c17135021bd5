package org.cairn.rpc.server;

import java.util.ArrayList;
import java.util.List;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Bloom;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.Roots;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.rpc.port.BlockSimulator;

/// Blocks whose transactions each use 21,000 gas and do nothing; one with data fails with this
/// data.
final class FakeSimulator implements BlockSimulator {
  private static final Address PRECOMPILE =
      Address.fromHex("0x0000000000000000000000000000000000000001");

  @Override
  public boolean isPrecompile(long number, long timestampSeconds, Address address) {
    return address.equals(PRECOMPILE);
  }

  @Override
  public Session begin(Opening opening) {
    return new FakeSession(opening);
  }

  private static final class FakeSession implements Session {
    private final Opening opening;
    private final List<SignedTransaction> transactions = new ArrayList<>();

    FakeSession(Opening opening) {
      this.opening = opening;
    }

    @Override
    public boolean hasBaseFee() {
      return true;
    }

    @Override
    public long nonce(Address address) {
      return transactions.size();
    }

    @Override
    public long gasLeft() {
      return 100_000 - 21_000L * transactions.size();
    }

    @Override
    public Step run(SignedTransaction transaction, Address sender) {
      if (transaction.transaction().value().compareTo(Wei.of(1_000)) > 0) {
        return new Step.Refused(Objection.INSUFFICIENT_FUNDS, "insufficient funds");
      }
      transactions.add(transaction);
      Bytes data = transaction.transaction().data();
      boolean succeeds = data.isEmpty();
      return new Step.Executed(
          succeeds,
          data.size() > 1,
          "out of gas",
          data,
          21_000,
          21_000,
          List.of(new NumberedLog(FakeNode.log(FakeNode.TOPIC), 3)));
    }

    @Override
    public End seal() {
      BlockHeader parent = opening.parent();
      BlockHeader header =
          new BlockHeader(
              HeaderCodec.hash(parent),
              Roots.NO_OMMERS,
              Address.ZERO,
              opening.before().root(),
              Roots.transactions(transactions),
              Roots.EMPTY_TRIE,
              Bloom.EMPTY,
              UInt256.ZERO,
              opening.draft().number(),
              100_000,
              21_000L * transactions.size(),
              opening.draft().timestampSeconds(),
              Bytes.EMPTY,
              Hash.ZERO,
              0,
              Wei.ZERO,
              Roots.withdrawals(List.of()),
              0L,
              0L,
              Hash.ZERO,
              Roots.requestsHash(List.of()));
      return new End.Sealed(
          new Block(header, new BlockBody(transactions, List.of(), List.of())),
          HeaderCodec.hash(header),
          opening.before());
    }
  }
}
