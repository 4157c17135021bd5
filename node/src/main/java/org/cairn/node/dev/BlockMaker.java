package org.cairn.node.dev;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.pool.Selection;
import org.cairn.core.pool.TxPool;
import org.cairn.core.state.ResidentState;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BaseFee;
import org.cairn.evm.block.BlockAttributes;
import org.cairn.evm.block.BlockBuilder;
import org.cairn.evm.block.BuildLimits;
import org.cairn.evm.block.BuiltBlock;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.block.Departures;
import org.cairn.evm.block.Parent;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.rpc.port.HashedBlock;
import org.cairn.rpc.port.HashedHeader;

/// Makes the next block out of what the pool has, as a proposer does. It changes nothing. Whoever
/// holds the chain's lock calls.
final class BlockMaker {
  private final ChainRules rules;
  private final CodeCache codes;
  private final Ledger ledger;

  /// A block that nobody has yet; `refused` says of transactions why they are not in it.
  record Made(Ledger.Entry entry, ResidentState state, List<BuiltBlock.Refused> refused) {
    List<RecoveredTransaction> included() {
      List<SignedTransaction> signed = entry.block().block().body().transactions();
      List<RecoveredTransaction> included = new ArrayList<>(signed.size());
      for (int i = 0; i < signed.size(); i++) {
        included.add(new RecoveredTransaction(signed.get(i), entry.senders().get(i)));
      }
      return included;
    }
  }

  BlockMaker(ChainRules rules, CodeCache codes, Ledger ledger) {
    this.rules = rules;
    this.codes = codes;
    this.ledger = ledger;
  }

  /// The base fee of the next block.
  static Wei baseFee(BlockHeader parent, DevState.Plan plan) {
    return plan.baseFee() == null ? BaseFee.next(parent) : plan.baseFee();
  }

  /// The name of the rules that the next block would have: `Osaka`.
  String fork(long timestampSeconds) {
    Fork fork = rules.schedule().at(ledger.head().number() + 1, timestampSeconds).fork();
    return fork.name().charAt(0) + fork.name().substring(1).toLowerCase(Locale.ROOT);
  }

  Made make(TxPool pool, DevState.Plan plan, long timestampSeconds) {
    HashedHeader head = ledger.head();
    BlockHeader parent = head.header();
    Wei baseFee = baseFee(parent, plan);
    Hash randomness = plan.prevRandao();
    var attributes =
        new BlockAttributes(
            timestampSeconds,
            plan.feeRecipient(),
            randomness == null ? Keccak256.hash(head.hash().toBytes()) : randomness,
            // There is no consensus block; what stands here only has to differ from block to block.
            head.hash(),
            List.of(),
            plan.gasLimit(),
            Bytes.EMPTY);
    Map<Hash, Address> senders = new HashMap<>();
    Selection selection = pool.best(baseFee);
    BuiltBlock built =
        new BlockBuilder(rules, codes, new Departures(baseFee, plan.gasLimit()))
            .build(
                new Parent(parent, ledger.headState()),
                attributes,
                () -> {
                  RecoveredTransaction next = selection.next();
                  if (next != null) {
                    senders.put(next.signed().hash(), next.sender());
                  }
                  return next;
                },
                ledger::hash,
                BuildLimits.NONE);
    var block = new HashedBlock(built.block(), HeaderCodec.hash(built.block().header()));
    List<Address> inOrder =
        built.block().body().transactions().stream()
            .map(signed -> Objects.requireNonNull(senders.get(signed.hash())))
            .toList();
    return new Made(
        new Ledger.Entry(block, built.receipts(), inOrder),
        // It was laid upon a resident one.
        (ResidentState) built.state(),
        built.refused());
  }
}
