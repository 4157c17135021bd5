package org.cairn.node.adapter;

import java.util.List;
import java.util.NavigableSet;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.Receipt;
import org.cairn.core.block.Senders;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.chain.FinalizedHead;
import org.cairn.core.chain.TransactionLocation;
import org.cairn.core.state.StateProof;
import org.cairn.core.state.StateView;
import org.cairn.core.trie.MissingNodeException;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.UInt256;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.port.Retention;
import org.cairn.rpc.port.TransactionPosition;
import org.jspecify.annotations.Nullable;

/// The chain database as RPC reads it.
public final class StoredChain implements ChainView {
  private final ChainDatabase chain;

  public StoredChain(ChainDatabase chain) {
    this.chain = chain;
  }

  @Override
  public HashedHeader head() {
    FinalizedHead head = chain.head();
    return new HashedHeader(head.header(), head.hash());
  }

  @Override
  public @Nullable HashedHeader header(long number) {
    BlockHeader header = chain.header(number);
    Hash hash = chain.hash(number);
    return header == null || hash == null ? null : new HashedHeader(header, hash);
  }

  @Override
  public @Nullable Long numberOf(Hash blockHash) {
    return chain.numberOf(blockHash);
  }

  @Override
  public @Nullable HashedBlock block(long number) {
    Block block = chain.block(number);
    Hash hash = chain.hash(number);
    return block == null || hash == null ? null : new HashedBlock(block, hash);
  }

  @Override
  public @Nullable List<Receipt> receipts(long number) {
    return chain.receipts(number);
  }

  @Override
  public @Nullable NavigableSet<Long> blocksWithLogs(List<Bytes> anyOf, long from, long to) {
    return chain.blocksWithLogs(anyOf, from, to);
  }

  @Override
  public @Nullable NavigableSet<Long> blocksTouching(Address address, long from, long to) {
    return chain.blocksTouching(address, from, to);
  }

  @Override
  public @Nullable TransactionPosition transaction(Hash hash) {
    TransactionLocation location = chain.transaction(hash);
    return location == null ? null : new TransactionPosition(location.number(), location.index());
  }

  @Override
  public @Nullable StateView stateAt(long number) {
    return chain.stateAt(number);
  }

  @Override
  public @Nullable StateProof proof(long number, Address address, List<UInt256> keys) {
    StateView state = chain.stateAt(number);
    try {
      return state == null ? null : StateProof.of(state, address, keys);
    } catch (MissingNodeException _) {
      return null;
    }
  }

  @Override
  public Retention retention() {
    long window = chain.historyBlocks();
    return new Retention(chain.oldestState(), window == Long.MAX_VALUE ? null : window);
  }

  @Override
  public Address sender(SignedTransaction signed) {
    // What is wrong by a later fork's rules may be final under an earlier one's.
    return Invariant.present(
        Senders.recoverFrontier(signed), "a transaction of a final block has a sender");
  }
}
