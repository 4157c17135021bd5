package org.cairn.evm.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockBody;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.BlockHeader;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateView;
import org.cairn.core.types.Address;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.evm.block.Ancestors;
import org.cairn.evm.block.BlockExecutor;
import org.cairn.evm.block.BlockSenders;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.block.Parent;
import org.cairn.evm.block.Verdict;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.ForkSchedule;
import org.jspecify.annotations.Nullable;

/// One case of a blockchain test: a genesis block and state, and blocks, of which some must be
/// refused, each for its reason. The blocks are encoded, or the Engine API's payloads.
public final class BlockchainCase {
  static final String BLOCKS = "blocks";
  static final String PAYLOADS = "engineNewPayloads";

  private final String name;
  private final String network;
  private final JsonNode test;

  BlockchainCase(String name, String network, JsonNode test) {
    this.name = name;
    this.network = network;
    this.test = test;
  }

  public String name() {
    return name;
  }

  /// The fork or the transition, by the test's name for it.
  public String network() {
    return network;
  }

  /// The most gas that a block of it uses, as far as the test tells it beside their bytes.
  public long greatestGasUsed() {
    long gas = 0;
    for (JsonNode payload : test.path(PAYLOADS)) {
      gas = Math.max(gas, EnginePayload.gasUsed(payload));
    }
    for (JsonNode block : test.path(BLOCKS)) {
      JsonNode used = FixtureValues.member(block.path("blockHeader"), "gasUsed");
      gas = Math.max(gas, used == null ? 0 : FixtureValues.number63(used));
    }
    return gas;
  }

  /// What running the case took: the gas of the blocks that were valid, and the time that executing
  /// them took, from their parents' states to their verdicts, in the unit of the clock.
  public record Run(@Nullable CaseFailure failure, long gasUsed, long elapsed) {}

  /// Runs the case; the clock is read before and after each block's execution.
  ///
  /// @throws IllegalArgumentException when the test itself cannot be read
  public Run run(LongSupplier clock) {
    ForkSchedule schedule = Networks.schedule(network, test.path("config"));
    return new Chain(schedule, clock).run();
  }

  /// The blocks of one run: those accepted so far, which may be several chains.
  private final class Chain {
    private final ForkSchedule schedule;
    private final LongSupplier clock;
    private final BlockExecutor executor;
    private final Map<Hash, Parent> parents = new HashMap<>();
    private final Map<Hash, Block> blocks = new HashMap<>();
    private Hash head = Hash.ZERO;
    private long gasUsed;
    private long elapsed;

    private Chain(ForkSchedule schedule, LongSupplier clock) {
      this.schedule = schedule;
      this.clock = clock;
      this.executor =
          new BlockExecutor(
              new ChainRules(schedule, false, ChainRules.ETHEREUM_DEPOSIT_CONTRACT),
              new CodeCache());
    }

    private Run run() {
      CaseFailure failure = begin();
      JsonNode all = test.path(test.has(PAYLOADS) ? PAYLOADS : BLOCKS);
      for (int i = 0; failure == null && i < all.size(); i++) {
        failure = take(all.get(i), "block " + i);
      }
      return new Run(failure != null ? failure : compareEnd(), gasUsed, elapsed);
    }

    private @Nullable CaseFailure begin() {
      Block genesis = genesis();
      MemoryState state = Allocation.read(FixtureValues.required(test, "pre"));
      if (!state.root().equals(genesis.header().stateRoot())) {
        return CaseFailure.of("genesis state root", genesis.header().stateRoot(), state.root());
      }
      head = adopt(genesis, new Parent(genesis.header(), state, genesis.header().difficulty()));
      JsonNode named = test.path("genesisBlockHeader").path("hash");
      return named.isMissingNode() || FixtureValues.hash(named).equals(head)
          ? null
          : CaseFailure.of("genesis hash", named.textValue(), head);
    }

    private Block genesis() {
      JsonNode encoded = FixtureValues.member(test, "genesisRLP");
      if (encoded != null) {
        return BlockCodec.decode(FixtureValues.bytes(encoded));
      }
      BlockHeader header = HeaderFields.read(FixtureValues.required(test, "genesisBlockHeader"));
      return new Block(
          header,
          new BlockBody(List.of(), List.of(), header.withdrawalsRoot() == null ? null : List.of()));
    }

    private Hash adopt(Block block, Parent asParent) {
      Hash hash = HeaderCodec.hash(block.header());
      parents.put(hash, asParent);
      blocks.put(hash, block);
      return hash;
    }

    private @Nullable CaseFailure take(JsonNode json, String subject) {
      String expected = expected(json);
      Block block;
      try {
        block = read(json);
      } catch (DecodingException e) {
        String detail = "undecodable: " + e.getMessage();
        return judge(subject, expected, new Verdict.Invalid(Verdict.Reason.FORMAT, detail));
      }
      return switch (verdict(block)) {
        case Verdict.Invalid invalid -> judge(subject, expected, invalid);
        case Verdict.Valid(var after, _, _) -> {
          if (expected != null) {
            yield CaseFailure.of(subject, expected, "accepted");
          }
          Parent parent = Objects.requireNonNull(parents.get(block.header().parentHash()));
          Hash hash = adopt(block, parent.followedBy(block.header(), after));
          head = isBetter(hash) ? hash : head;
          gasUsed += block.header().gasUsed();
          yield null;
        }
      };
    }

    private static Block read(JsonNode json) {
      return json.has("params")
          ? EnginePayload.block(json)
          : BlockCodec.decode(FixtureValues.bytes(FixtureValues.required(json, "rlp")));
    }

    private static @Nullable CaseFailure judge(
        String subject, @Nullable String expected, Verdict.Invalid invalid) {
      if (expected != null && ExpectedException.fits(expected, invalid)) {
        return null;
      }
      String found = invalid.refusal() == null ? invalid.reason().name() : invalid.refusal().name();
      return new CaseFailure(
          subject, expected == null ? "valid" : expected, found, invalid.detail());
    }

    /// Older tests name the exception for each fork, or for all; the oldest name none, and have
    /// nothing but the bytes of a block that must be refused. A payload may be refused by the
    /// number of an error alone, for what the fork's version of the call does not take.
    private @Nullable String expected(JsonNode json) {
      for (String key :
          List.of(
              "expectException",
              "expectException" + network,
              "expectExceptionALL",
              "validationError")) {
        JsonNode exception = FixtureValues.member(json, key);
        if (exception != null) {
          return FixtureValues.text(exception);
        }
      }
      boolean valid =
          json.has("params") ? !json.has("errorCode") : json.path("blockHeader").isObject();
      return valid ? null : "any refusal";
    }

    /// The chain with more work is the chain; after the merge, the one that grew last.
    private boolean isBetter(Hash hash) {
      return total(hash).compareTo(total(head)) > 0
          || Objects.requireNonNull(blocks.get(hash)).header().difficulty().isZero();
    }

    private UInt256 total(Hash hash) {
      return Objects.requireNonNull(Objects.requireNonNull(parents.get(hash)).totalDifficulty());
    }

    private Verdict verdict(Block block) {
      List<Address> senders = new ArrayList<>();
      for (SignedTransaction transaction : block.body().transactions()) {
        Address sender = BlockSenders.recover(transaction, schedule.at(block.header()));
        if (sender == null) {
          return new Verdict.Invalid(Verdict.Reason.SIGNATURE, "no sender");
        }
        senders.add(sender);
      }
      Hash parentHash = block.header().parentHash();
      Hash youngest = parents.containsKey(parentHash) ? parentHash : head;
      Parent parent = Objects.requireNonNull(parents.get(youngest));
      long start = clock.getAsLong();
      Verdict verdict = executor.execute(parent, block, senders, new Lineage(blocks, youngest));
      elapsed += clock.getAsLong() - start;
      return verdict;
    }

    private @Nullable CaseFailure compareEnd() {
      Hash last = FixtureValues.hash(FixtureValues.required(test, "lastblockhash"));
      if (!head.equals(last)) {
        return CaseFailure.of("last block", last, head);
      }
      StateView state = Objects.requireNonNull(parents.get(head)).state();
      JsonNode hash = FixtureValues.member(test, "postStateHash");
      if (hash != null && !FixtureValues.hash(hash).equals(state.root())) {
        return CaseFailure.of("post state hash", hash.textValue(), state.root());
      }
      JsonNode post = FixtureValues.member(test, "postState");
      if (post == null || !(state instanceof MemoryState found)) {
        return null;
      }
      MemoryState wanted = Allocation.read(post);
      String difference = Allocation.difference(wanted, found);
      return difference == null
          ? null
          : new CaseFailure(
              "post state", wanted.root().toString(), found.root().toString(), difference);
    }
  }

  /// The ancestors of a block by the hash of the youngest of them.
  private record Lineage(Map<Hash, Block> blocks, Hash youngest) implements Ancestors {
    @Override
    public @Nullable Block block(Hash hash) {
      return blocks.get(hash);
    }

    @Override
    public @Nullable Hash hash(long number) {
      Hash hash = youngest;
      Block block = blocks.get(hash);
      while (block != null && block.header().number() > number) {
        hash = block.header().parentHash();
        block = blocks.get(hash);
      }
      return block == null ? null : hash;
    }
  }
}
