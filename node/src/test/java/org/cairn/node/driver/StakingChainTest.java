package org.cairn.node.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cairn.node.SmallNetwork.EPOCH_BLOCKS;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.cairn.consensus.crypto.BlsStakingSignatures;
import org.cairn.consensus.crypto.BlstProvider;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.simplex.Effect;
import org.cairn.consensus.staking.Ledger;
import org.cairn.consensus.staking.Outcome;
import org.cairn.consensus.staking.StakingState;
import org.cairn.consensus.staking.StakingTransition;
import org.cairn.core.block.Block;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.chain.ChainOptions;
import org.cairn.core.pool.PoolOptions;
import org.cairn.core.pool.TxPool;
import org.cairn.core.staking.StakingParameters;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Address;
import org.cairn.core.types.Invariant;
import org.cairn.core.types.Wei;
import org.cairn.evm.block.BlockBuilder;
import org.cairn.evm.block.BlockExecutor;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.code.CodeCache;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.keys.DepositData;
import org.cairn.genesis.network.NetworkPlan;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.node.SmallNetwork;
import org.cairn.node.adapter.ForkScheduleOf;
import org.cairn.node.adapter.PoolRules;
import org.cairn.node.chainfile.ChainExport;
import org.cairn.node.chainfile.ChainFileException;
import org.cairn.node.chainfile.ChainImport;
import org.cairn.node.chainfile.DataFolder;
import org.cairn.node.client.Account;
import org.cairn.node.stake.StakeStore;
import org.cairn.node.stake.Stakes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A chain of some epochs with a deposit, payouts and rewards, as a node has left it, in the middle
/// of an epoch; and what is made of it.
class StakingChainTest {
  private static final long COIN = StakingParameters.GWEI_PER_COIN;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static SmallNetwork network;

  @SuppressWarnings("NullAway.Init")
  private static ChainSpec spec;

  private static final ExecutorService THREADS = Executors.newFixedThreadPool(1);

  @BeforeAll
  static void live() throws Exception {
    network = SmallNetwork.create(folder, 1, 50);
    spec = network.files().spec();
    network.start(0);
    NetworkPlan plan = network.files().plan();
    Account payer = new Account(network.rpc(0), plan.accounts().keys().getFirst());
    DepositData deposit =
        DepositData.sign(
            plan.accounts().mnemonic().validator(50),
            WithdrawalCredentials.of(Address.fromHex("0x" + "ab".repeat(20)), false).bytes(),
            40 * COIN,
            spec.requireCairn().forkVersion());
    String _ = payer.send(plan.depositContract(), Wei.ofGwei(40 * COIN), deposit.callData());
    SmallNetwork.await("a payout", () -> withdrawnGwei() > 0);
    long enough = network.height(0) + 2 * EPOCH_BLOCKS;
    SmallNetwork.await("more epochs", () -> network.height(0) > enough);
    network.stop(0);
    for (long head = head(); head % EPOCH_BLOCKS == 0; head = head()) {
      long now = head;
      network.start(0);
      SmallNetwork.await("the middle of an epoch", () -> network.height(0) > now);
      network.stop(0);
    }
  }

  @AfterAll
  static void endThreads() {
    THREADS.shutdown();
  }

  private static long withdrawnGwei() {
    JsonNode supply = network.rpc(0).call("cairn_getEpoch").get("supply");
    return Long.decode(supply.get("withdrawnGwei").asText());
  }

  private static long head() {
    try (ChainDatabase chain = open(network.data(0))) {
      return chain.head().header().number();
    }
  }

  private static ChainDatabase open(Path data) {
    return ChainDatabase.open(
        new DataFolder(data).chain(), Genesis.of(spec).block(), ChainOptions.DEFAULT);
  }

  /// What of a node has to do with its chain, under the given rules of stake.
  private record Parts(ChainDatabase chain, StakeStore store, Epochs epochs, Stakes stakes) {
    static Parts of(ChainDatabase chain, StakingParameters rules) {
      Genesis genesis = Genesis.of(spec);
      var store =
          new StakeStore(chain, rules, ChainFacts.genesisStake(spec.requireCairn(), genesis));
      var epochs = new Epochs(ChainFacts.chain(spec, genesis), chain, store);
      var signatures = new BlsStakingSignatures(spec.requireCairn().forkVersion(), genesis.hash());
      var bls = new BlstProvider(ChainFacts.genesisValidators(spec.requireCairn()), () -> 1);
      return new Parts(
          chain,
          store,
          epochs,
          new Stakes(new StakingTransition(rules, signatures), epochs::context, bls));
    }
  }

  private static StakingParameters rules() {
    return spec.requireCairn().staking();
  }

  @Test
  void restart_withinAnEpoch_hasTheStakeOfAllBlocksFromGenesisOn() {
    try (ChainDatabase chain = open(network.data(0))) {
      Parts parts = Parts.of(chain, rules());
      long head = chain.head().header().number();
      assertThat(head).isGreaterThan(3 * EPOCH_BLOCKS);
      assertThat(head % EPOCH_BLOCKS).isPositive();
      parts.store().replay(parts.stakes());

      StakingState state = ChainFacts.genesisStake(spec.requireCairn(), Genesis.of(spec));
      for (long height = 1; height <= head; height++) {
        FinalityProof.Link link = parts.epochs().proof(height).path().getLast();
        assertThat(link.header().staking().state()).isEqualTo(state.root());
        Block block = Invariant.present(chain.block(height), "kept");
        Outcome outcome =
            parts
                .stakes()
                .apply(
                    state,
                    link.header(),
                    link.justification(),
                    block,
                    parts.store().record(height));
        state = ((Outcome.Applied) outcome).state();
        suppliesAgree(state);
      }
      assertThat(parts.store().committed().state()).isEqualTo(state);
      assertThat(parts.store().committed().root()).isEqualTo(state.root());
      Ledger ledger = state.ledger();
      assertThat(ledger.genesisGwei()).isEqualTo(SmallNetwork.COINS * COIN);
      assertThat(ledger.depositedGwei()).isEqualTo(40 * COIN);
      assertThat(ledger.withdrawnGwei()).isGreaterThanOrEqualTo(8 * COIN);
      assertThat(ledger.issuedGwei()).isPositive();
    }
  }

  private static void suppliesAgree(StakingState state) {
    long held = 0;
    for (var validator : state.registry().all()) {
      held += validator.balanceGwei();
    }
    for (var deposit : state.queues().deposits()) {
      held += deposit.amountGwei();
    }
    Ledger ledger = state.ledger();
    assertThat(held)
        .isEqualTo(
            ledger.genesisGwei()
                + ledger.depositedGwei()
                + ledger.issuedGwei()
                - ledger.penaltiesGwei()
                - ledger.slashedGwei()
                - ledger.forfeitedGwei()
                - ledger.withdrawnGwei());
  }

  /// The execution blocks of a chain with stake are a chain that anybody can execute again, with
  /// its payouts. It serves reading only: the import has neither proofs nor stake.
  @Test
  void exportAndImport_ofAChainWithStake_keepsItsBlocksAndIsNoValidators() {
    Path file = folder.resolve("chain.rlp");
    ChainExport.Range range =
        ChainExport.run(
            new DataFolder(network.data(0)), network.files().genesisFile(), 1, null, file);
    assertThat(range.to()).isEqualTo(head());
    var anew = new DataFolder(folder.resolve("anew"));
    ChainImport.Outcome outcome =
        ChainImport.run(network.files().genesisFile(), anew, List.of(file), (_, _) -> {});
    assertThat(outcome.imported()).isEqualTo(range.to());
    try (ChainDatabase chain = open(anew.path())) {
      var owner = chain.headState().account(Address.fromHex("0x" + "ab".repeat(20)));
      assertThat(Invariant.present(owner, "paid").balance())
          .isGreaterThanOrEqualTo(Wei.ofGwei(8 * COIN));
    }
    assertThatThrownBy(anew::requireOwn)
        .isInstanceOf(ChainFileException.class)
        .hasMessageContaining("no validators to go on with");
  }

  /// A program that issues nothing, on a chain that issues: it stops at the first block that
  /// commits to stake which it does not have, writes nothing of it, and does so again.
  @Test
  void finalBlock_thatIsInvalidHere_stopsTheNodeBeforeItIsWritten() throws Exception {
    StakingParameters others = rules().with(rules().rewards().withRatePpm(0));
    Path data = folder.resolve("disagreeing");
    for (int start = 0; start < 2; start++) {
      Throwable fatal = follow(data, others);
      assertThat(fatal)
          .hasMessageContaining("block 9 is final, but invalid here: stake ")
          .hasMessageContaining("The folder keeps the chain up to block 8.");
      try (ChainDatabase chain = open(data)) {
        assertThat(chain.head().header().number()).isEqualTo(EPOCH_BLOCKS);
        Parts parts = Parts.of(chain, others);
        parts.store().replay(parts.stakes());
        assertThat(parts.store().committed().state().height()).isEqualTo(EPOCH_BLOCKS);
      }
    }
    assertThat(follow(folder.resolve("agreeing"), rules())).hasMessage("all blocks are committed");
  }

  /// Commits the blocks of the chain in another folder, as they become final, until that fails.
  private static Throwable follow(Path data, StakingParameters rules) throws Exception {
    BlockingQueue<Throwable> ends = new ArrayBlockingQueue<>(10);
    try (ChainDatabase source = open(network.data(0));
        ChainDatabase chain = open(data);
        var thread = new SerialExecutor("execution", 1000, ends::add)) {
      Parts from = Parts.of(source, rules());
      Parts parts = Parts.of(chain, rules);
      parts.store().replay(parts.stakes());
      ExecutionDriver driver = driver(parts, thread);
      long head = source.head().header().number();
      for (long height = chain.head().header().number() + 1; height <= head; height++) {
        FinalityProof proof = from.epochs().proof(height);
        FinalityProof.Link link = proof.path().getLast();
        Block block = Invariant.present(source.block(height), "kept");
        var payload = new Payload(block, from.store().record(height).content()).encode();
        driver.commit(
            new Effect.Finalized(
                List.of(new ProposedBlock(link.header(), link.justification(), payload)), proof));
      }
      thread.submit(() -> ends.add(new IllegalStateException("all blocks are committed")));
      return Invariant.present(ends.poll(60, TimeUnit.SECONDS), "the blocks come to an end");
    }
  }

  private static ExecutionDriver driver(Parts parts, SerialExecutor thread) {
    ChainRules rules = ForkScheduleOf.rules(spec);
    var codes = new CodeCache(16);
    Clock clock = Clock.system();
    ChainDatabase chain = parts.chain();
    var pool =
        new TxPool(
            PoolOptions.DEFAULT,
            new PoolRules(rules.schedule()),
            chain.head().header(),
            chain.headState());
    var status =
        new ExecutionStatus(new SimpleMeterRegistry(), clock, chain.head().header().number());
    return new ExecutionDriver(
        thread,
        chain,
        new BlockExecutor(rules, codes),
        new ExecutionDriver.Own(
            new BlockBuilder(rules, codes), pool, clock, () -> Address.ZERO, 60_000_000),
        THREADS,
        status,
        parts.epochs(),
        new ExecutionDriver.Stake(parts.stakes(), parts.store(), List::of),
        parts.epochs().recovered(List.of(), List.of()).root(),
        _ -> {},
        _ -> {});
  }
}
