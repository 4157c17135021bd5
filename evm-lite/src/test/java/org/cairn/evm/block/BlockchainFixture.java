package org.cairn.evm.block;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.cairn.core.block.Block;
import org.cairn.core.block.BlockCodec;
import org.cairn.core.block.HeaderCodec;
import org.cairn.core.block.SignedTransaction;
import org.cairn.core.crypto.Keccak256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.state.Account;
import org.cairn.core.state.MemoryState;
import org.cairn.core.state.StateDiff;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.UInt256;
import org.cairn.core.types.Wei;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.conformance.ExpectedException;
import org.cairn.evm.fork.BlobParameters;
import org.cairn.evm.fork.Fork;
import org.cairn.evm.fork.ForkSchedule;
import org.jspecify.annotations.Nullable;

/// One case of the public blockchain tests: a genesis state and blocks, of which some must be
/// refused. The state after the last valid block is compared by its root, which is part of the
/// block's hash.
final class BlockchainFixture {
  private static final long TRANSITION_SECONDS = 15_000;

  private final JsonNode test;
  private final ForkSchedule schedule;
  private final BlockExecutor executor;
  private final Map<Hash, Parent> known = new HashMap<>();
  private final Map<Hash, Block> blocks = new HashMap<>();

  private BlockchainFixture(JsonNode test, ForkSchedule schedule) {
    this.test = test;
    this.schedule = schedule;
    this.executor =
        new BlockExecutor(
            new ChainRules(schedule, false, ChainRules.ETHEREUM_DEPOSIT_CONTRACT), new CodeCache());
  }

  /// What went wrong, or nothing.
  static @Nullable String run(JsonNode test) {
    return new BlockchainFixture(test, schedule(test)).run();
  }

  private @Nullable String run() {
    Block genesis = BlockCodec.decode(Bytes.fromHex(test.get("genesisRLP").textValue()));
    MemoryState state = MemoryState.of(allocation(test.get("pre")));
    if (!state.root().equals(genesis.header().stateRoot())) {
      return "genesis state root " + state.root();
    }
    Hash head = adopt(genesis, new Parent(genesis.header(), state, genesis.header().difficulty()));
    for (JsonNode blockTest : test.get("blocks")) {
      Bytes encoded = Bytes.fromHex(blockTest.get("rlp").textValue());
      JsonNode expected = blockTest.get("expectException");
      switch (verdict(encoded, head)) {
        case Verdict.Valid(var after, _, _) -> {
          if (expected != null) {
            return "accepted a block with " + expected;
          }
          Block block = BlockCodec.decode(encoded);
          Parent parent = Objects.requireNonNull(known.get(block.header().parentHash()));
          Hash hash = adopt(block, parent.followedBy(block.header(), after));
          head = isBetter(hash, head) ? hash : head;
        }
        case Verdict.Invalid invalid -> {
          if (expected == null) {
            return "refused a valid block: " + invalid;
          }
          if (!ExpectedException.fits(expected.textValue(), invalid)) {
            return "refused for " + invalid + " a block with " + expected;
          }
        }
      }
    }
    Hash last = Hash.fromHex(test.get("lastblockhash").textValue());
    return head.equals(last) ? null : "head " + head + ", not " + last;
  }

  private Hash adopt(Block block, Parent asParent) {
    Hash hash = HeaderCodec.hash(block.header());
    known.put(hash, asParent);
    blocks.put(hash, block);
    return hash;
  }

  /// The chain with more work is the chain; after the merge, the one that grew last.
  private boolean isBetter(Hash hash, Hash head) {
    UInt256 total = Objects.requireNonNull(total(hash));
    return total.compareTo(total(head)) > 0
        || Objects.requireNonNull(blocks.get(hash)).header().difficulty().isZero();
  }

  private UInt256 total(Hash hash) {
    return Objects.requireNonNull(Objects.requireNonNull(known.get(hash)).totalDifficulty());
  }

  private Verdict verdict(Bytes encoded, Hash head) {
    Block block;
    try {
      block = BlockCodec.decode(encoded);
    } catch (DecodingException e) {
      return new Verdict.Invalid(Verdict.Reason.FORMAT, "undecodable: " + e.getMessage());
    }
    List<Address> senders = new ArrayList<>();
    for (SignedTransaction transaction : block.body().transactions()) {
      Address sender = BlockSenders.recover(transaction, schedule.at(block.header()));
      if (sender == null) {
        return new Verdict.Invalid(Verdict.Reason.SIGNATURE, "no sender");
      }
      senders.add(sender);
    }
    Hash parentHash = block.header().parentHash();
    Hash parent = known.containsKey(parentHash) ? parentHash : head;
    return executor.execute(
        Objects.requireNonNull(known.get(parent)), block, senders, new Lineage(parent));
  }

  /// The ancestors of a block, as the tests may have several chains.
  private final class Lineage implements Ancestors {
    private final Hash youngest;

    Lineage(Hash youngest) {
      this.youngest = youngest;
    }

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

  private static ForkSchedule schedule(JsonNode test) {
    long chainId = UInt256.fromHex(test.get("config").get("chainid").textValue()).toLongExact();
    String[] networks = test.get("network").textValue().split("To|AtTime", -1);
    List<ForkSchedule.Activation> activations = new ArrayList<>();
    List<ForkSchedule.BlobChange> blobs = new ArrayList<>();
    for (int i = 0; i < Math.min(networks.length, 2); i++) {
      long at = i == 0 ? 0 : TRANSITION_SECONDS;
      boolean parametersOnly = networks[i].startsWith("BPO");
      if (!parametersOnly || i == 0) {
        Fork fork = parametersOnly ? Fork.OSAKA : fork(networks[i]);
        activations.add(new ForkSchedule.Activation(fork, at));
      }
      JsonNode schedule = test.get("config").get("blobSchedule");
      JsonNode parameters = schedule == null ? null : schedule.get(networks[i]);
      if (parameters != null) {
        blobs.add(
            new ForkSchedule.BlobChange(
                at,
                new BlobParameters(
                    Integer.decode(parameters.get("target").textValue()),
                    Integer.decode(parameters.get("max").textValue()),
                    Long.decode(parameters.get("baseFeeUpdateFraction").textValue()))));
      }
    }
    return new ForkSchedule(chainId, activations, blobs);
  }

  private static Fork fork(String network) {
    return switch (network) {
      case "Frontier" -> Fork.FRONTIER;
      case "Homestead" -> Fork.HOMESTEAD;
      case "EIP150" -> Fork.TANGERINE_WHISTLE;
      case "EIP158" -> Fork.SPURIOUS_DRAGON;
      case "Byzantium" -> Fork.BYZANTIUM;
      case "Constantinople" -> Fork.CONSTANTINOPLE;
      case "ConstantinopleFix" -> Fork.PETERSBURG;
      case "Istanbul" -> Fork.ISTANBUL;
      case "Berlin" -> Fork.BERLIN;
      case "London" -> Fork.LONDON;
      case "Paris" -> Fork.PARIS;
      case "Shanghai" -> Fork.SHANGHAI;
      case "Cancun" -> Fork.CANCUN;
      case "Prague" -> Fork.PRAGUE;
      case "Osaka" -> Fork.OSAKA;
      default -> throw new IllegalArgumentException("network " + network);
    };
  }

  private static StateDiff allocation(JsonNode pre) {
    SortedMap<Address, StateDiff.AccountChange> accounts = new TreeMap<>();
    SortedMap<Hash, Bytes> codes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : pre.properties()) {
      JsonNode account = entry.getValue();
      Bytes code = Bytes.fromHex(account.get("code").textValue());
      Hash codeHash = Keccak256.hash(code.shared());
      if (!code.isEmpty()) {
        codes.put(codeHash, code);
      }
      SortedMap<UInt256, UInt256> slots = new TreeMap<>();
      for (Map.Entry<String, JsonNode> slot : account.get("storage").properties()) {
        slots.put(UInt256.fromHex(slot.getKey()), UInt256.fromHex(slot.getValue().textValue()));
      }
      Account after =
          new Account(
              UInt256.fromHex(account.get("nonce").textValue()).limb0(),
              new Wei(UInt256.fromHex(account.get("balance").textValue())),
              codeHash);
      accounts.put(
          Address.fromHex(entry.getKey()), new StateDiff.AccountChange(after, false, slots));
    }
    return new StateDiff(accounts, codes);
  }
}
