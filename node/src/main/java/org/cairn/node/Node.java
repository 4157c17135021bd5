package org.cairn.node;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.cairn.consensus.crypto.BlsStakingSignatures;
import org.cairn.consensus.crypto.BlstProvider;
import org.cairn.consensus.crypto.SignedRoots;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.Round;
import org.cairn.consensus.simplex.EngineConfig;
import org.cairn.consensus.simplex.EpochRouter;
import org.cairn.consensus.simplex.RecoveredState;
import org.cairn.consensus.staking.Registry;
import org.cairn.consensus.staking.StakingState;
import org.cairn.consensus.staking.StakingTransition;
import org.cairn.core.block.RecoveredTransaction;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.chain.ChainOptions;
import org.cairn.core.crypto.NodeCertificate;
import org.cairn.core.crypto.Secp256k1;
import org.cairn.core.pool.PoolOptions;
import org.cairn.core.pool.TxPool;
import org.cairn.core.types.Address;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.evm.block.BlockBuilder;
import org.cairn.evm.block.BlockExecutor;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.code.CodeCache;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.keys.NodeKeyFile;
import org.cairn.genesis.spec.CairnConfig;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.genesis.spec.GenesisValidator;
import org.cairn.node.adapter.ForkScheduleOf;
import org.cairn.node.adapter.Heads;
import org.cairn.node.adapter.Health;
import org.cairn.node.adapter.PoolRules;
import org.cairn.node.adapter.ProvenChain;
import org.cairn.node.adapter.RunningNode;
import org.cairn.node.adapter.StakesOfNode;
import org.cairn.node.chainfile.DataFolder;
import org.cairn.node.config.NodeConfig;
import org.cairn.node.driver.ChainEvidenceWindow;
import org.cairn.node.driver.ChainFacts;
import org.cairn.node.driver.Clock;
import org.cairn.node.driver.CommitListener;
import org.cairn.node.driver.ConsensusDriver;
import org.cairn.node.driver.ConsensusPorts;
import org.cairn.node.driver.ConsensusStatus;
import org.cairn.node.driver.Epochs;
import org.cairn.node.driver.ExecutedBlock;
import org.cairn.node.driver.ExecutionDriver;
import org.cairn.node.driver.ExecutionStatus;
import org.cairn.node.driver.ListeningPeriod;
import org.cairn.node.driver.PayloadPacer;
import org.cairn.node.driver.PeerGateway;
import org.cairn.node.driver.SerialExecutor;
import org.cairn.node.driver.SyncDriver;
import org.cairn.node.driver.TimerThread;
import org.cairn.node.driver.Timers;
import org.cairn.node.driver.TransactionFlow;
import org.cairn.node.stake.StakeStore;
import org.cairn.node.stake.Stakes;
import org.cairn.node.stake.ValidatorMessages;
import org.cairn.p2p.gossip.TxGossip;
import org.cairn.p2p.handshake.ChainIdentity;
import org.cairn.p2p.peer.HostPort;
import org.cairn.p2p.peer.PeerAddress;
import org.cairn.p2p.peer.PeerId;
import org.cairn.p2p.transport.Credentials;
import org.cairn.p2p.transport.NetworkConfig;
import org.cairn.p2p.transport.TcpNetwork;
import org.cairn.rpc.port.HashedHeader;
import org.cairn.rpc.server.PageServer;
import org.cairn.rpc.server.RpcServer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running node. The only place where modules are joined: top to bottom in start order; what is
/// started is closed in reverse.
public final class Node extends RunnableNode {
  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final int EXECUTION_QUEUE = 100_000;
  private static final int CRYPTO_QUEUE = 4_096;
  private static final long CACHED_CODE_BYTES = 8L << 20;

  private Node() {}

  /// Starts a node and returns when it takes part.
  ///
  /// @throws RuntimeException whose message tells the operator what is wrong; nothing stays running
  public static Node start(NodeConfig config, String clientVersion) {
    var node = new Node();
    node.begin(() -> node.wire(config, clientVersion));
    return node;
  }

  private void wire(NodeConfig config, String clientVersion) {
    Clock clock = Clock.system();
    new DataFolder(config.dataFolder()).requireOwn();
    ChainSpec spec = ChainSpec.read(config.genesisFile());
    CairnConfig cairn = spec.requireCairn();
    Genesis genesis = Genesis.of(spec);
    ValidatorSet validators = ChainFacts.genesisValidators(cairn);
    ChainRules rules = ForkScheduleOf.rules(spec);
    makeFolder(config);
    LOG.info(
        "starting version={} chainId={} genesis={} validators={} quorum={}/{} secp256k1={}",
        clientVersion,
        spec.config().chainId(),
        genesis.hash(),
        validators.size(),
        validators.quorum(),
        validators.total(),
        Secp256k1.isNative() ? "native" : "java");

    PrometheusMeterRegistry registry = Endpoints.registry(this);

    ChainDatabase chain = own(openChain(config, genesis));
    var stakes = new StakeStore(chain, cairn.staking(), ChainFacts.genesisStake(cairn, genesis));
    var epochs = new Epochs(ChainFacts.chain(spec, genesis), chain, stakes);
    var roots = new SignedRoots();
    var bls = new BlstProvider(validators, new SecureRandom()::nextLong, roots);
    var transition =
        new StakingTransition(
            cairn.staking(), new BlsStakingSignatures(cairn.forkVersion(), genesis.hash()));
    var stakeRules = new Stakes(transition, epochs::context, bls);
    stakes.replay(stakeRules);
    VotingKey voting = VotingKey.open(config, genesis.hash(), roots);
    var evidenceFile = VotingFiles.evidenceFile(config.dataFolder());
    RecoveredState recovered =
        epochs.recovered(voting.records(), VotingFiles.evidence(evidenceFile));

    Vertx vertx = Endpoints.vertx(this);
    TimerThread timers = own(new TimerThread(this::fail));
    ThreadPoolExecutor cryptoPool = cryptoPool();
    own(cryptoPool::shutdownNow);

    var pool =
        new TxPool(
            PoolOptions.DEFAULT,
            new PoolRules(rules.schedule()),
            chain.head().header(),
            chain.headState());
    var codes = new CodeCache(CACHED_CODE_BYTES);
    var heads = new Heads();
    ListeningPeriod period = listening(config, voting, stakes, timers, clock);
    var consensusStatus =
        new ConsensusStatus(
            registry,
            clock.nanos(),
            voting.signer() != null && period == null,
            period == null ? voting.silence() : "listening whether its key votes elsewhere");
    var evidenceWindow = new ChainEvidenceWindow(epochs, stakes);
    var consensus =
        new ConsensusDriver(
            new EpochRouter(
                engineConfig(cairn, voting),
                bls,
                period == null ? voting.signer() : null,
                evidenceWindow),
            voting.journal(),
            evidenceFile,
            timers,
            clock,
            consensusStatus,
            this::fail);

    var network =
        new TcpNetwork(
            vertx,
            networkConfig(config, spec, genesis, clientVersion),
            new Credentials(nodeKey(config), voting.identity()));
    network.validators(voters(stakes));

    var messages = new ValidatorMessages(transition, stakes, network);
    var executionStatus = new ExecutionStatus(registry, clock, chain.head().header().number());
    var executionThread = new SerialExecutor("execution", EXECUTION_QUEUE, this::fail);
    var execution =
        new ExecutionDriver(
            executionThread,
            chain,
            new BlockExecutor(rules, codes),
            new ExecutionDriver.Own(
                new BlockBuilder(rules, codes),
                pool,
                clock,
                () -> feeRecipient(config, cairn, voting, stakes),
                spec.genesis().gasLimit()),
            cryptoPool,
            executionStatus,
            epochs,
            new ExecutionDriver.Stake(stakeRules, stakes, messages::waiting),
            recovered.root(),
            new CommitListener() {
              @Override
              public void committed(ExecutedBlock block) {
                Node.committed(block, pool, heads, chain);
                messages.committed(
                    stakes.committed().state(),
                    voting.publicKey(),
                    message ->
                        voting.sign(message.signingRoot(cairn.forkVersion(), genesis.hash())));
                if (period != null) {
                  period.heard(epochs.proof(block.position().height()), Node.this::fail);
                }
                if (cairn.staking().endsEpoch(block.position().height())) {
                  network.validators(voters(stakes));
                }
              }

              @Override
              public void durable(Round round) {
                consensus.committed(round);
              }
            },
            consensus::input);
    var pacer =
        new PayloadPacer(
            timers, clock, execution, cairn.minBlockIntervalMillis(), cairn.blockTimeMillis());
    pool.listen(transaction -> {
      heads.pending(transaction);
      pacer.transactionCame();
    });

    var gateway = new PeerGateway(network, consensus, timers, voting.publicKey(), this::fail);
    var sync =
        new SyncDriver(
            network,
            chain,
            epochs,
            stakes,
            bls,
            execution,
            clock,
            consensus::input,
            heads::syncingChanged);
    var transactions = new TransactionFlow(pool, cryptoPool, network);
    TxGossip gossip = own(new TxGossip(network, transactions));
    transactions.connect(gossip);

    Gauge.builder("cairn.peers", () -> network.peers().size()).register(registry);
    Gauge.builder("cairn.pool.transactions", pool::pendingCount).register(registry);
    Gauge.builder("cairn.pool.waiting", pool::queuedCount).register(registry);
    Gauge.builder("cairn.network.bytes.in", () -> network.counters().bytesIn()).register(registry);
    Gauge.builder("cairn.network.bytes.out", () -> network.counters().bytesOut())
        .register(registry);
    Gauge.builder("cairn.network.frames.in", () -> network.counters().framesIn())
        .register(registry);
    Gauge.builder("cairn.network.frames.out", () -> network.counters().framesOut())
        .register(registry);
    Gauge.builder("cairn.network.writes", () -> network.counters().writes()).register(registry);

    var finality = new ProvenChain(chain, epochs, consensus, consensusStatus, clock);
    var health = new Health(chain, consensusStatus, sync, network, clock, cairn.blockTimeMillis());
    var served = new Endpoints.Served(spec, genesis, rules, chain, codes);
    var running =
        new RunningNode(
            served.forks(),
            clientVersion,
            feeRecipient(config, cairn, voting, stakes),
            config.peers().advertisedHost() + ":" + config.peers().port(),
            chain,
            sync::progress,
            network);
    RpcServer rpc =
        own(
            Endpoints.rpc(
                vertx,
                config.rpc(),
                served,
                new Endpoints.Live(
                    transactions,
                    running,
                    heads,
                    finality,
                    new StakesOfNode(chain, epochs, stakes, messages),
                    health)));
    PageServer operator = own(Endpoints.operator(vertx, config.metrics(), registry, health));

    // From here on the node acts. Closing goes the other way: peers first, then what they feed.
    own(consensus);
    own(executionThread);
    own(sync::close);
    own(() -> network.close().join());
    consensus.start(new ConsensusPorts(gateway, pacer, execution, sync), recovered);
    HostPort listening =
        Startup.await(
            network.start(
                List.of(gateway, gossip),
                Map.of(
                    SyncDriver.REQUEST_KIND,
                    (_, request) -> sync.answer(request),
                    ValidatorMessages.REQUEST_KIND,
                    (_, request) -> messages.answer(request))));
    if (period != null) {
      period.start(
          () -> sync.progress() != null,
          () ->
              executionThread.submit(() ->
                  consensus.replace(
                      new EpochRouter(
                          engineConfig(cairn, voting), bls, voting.signer(), evidenceWindow),
                      epochs.recovered(voting.records(), VotingFiles.evidence(evidenceFile)),
                      () -> executionThread.submit(() -> consensus.votes(epochs.newest())))));
    }
    int operatorPort = operator.start();
    int rpcPort = rpc.start();
    LOG.info(
        "running height={} {} p2p={} rpc=http://{}:{} metrics=http://{}:{}/metrics",
        chain.head().header().number(),
        voting.signer() == null ? "following" : "validator=" + voting.publicKey(),
        listening,
        config.rpc().host(),
        rpcPort,
        config.metrics().host(),
        operatorPort);
  }

  private static @Nullable ListeningPeriod listening(
      NodeConfig config, VotingKey voting, StakeStore stakes, Timers timers, Clock clock) {
    NodeConfig.ValidatorConfig validator = config.validator();
    if (validator == null || voting.signer() == null || validator.listening().isZero()) {
      return null;
    }
    return new ListeningPeriod(
        new ListeningPeriod.Own(voting.publicKey(), voting.newestVote()),
        stakes,
        timers,
        clock,
        validator.listening().toMillis());
  }

  private static void committed(
      ExecutedBlock block, TxPool pool, Heads heads, ChainDatabase chain) {
    var included = new ArrayList<RecoveredTransaction>();
    for (int i = 0; i < block.senders().size(); i++) {
      included.add(
          new RecoveredTransaction(
              block.block().body().transactions().get(i), block.senders().get(i)));
    }
    pool.onBlock(block.block().header(), chain.headState(), included);
    heads.finalized(new HashedHeader(block.block().header(), block.hash()));
  }

  /// Those who vote in this epoch or the next: their nodes have reserved places among the peers.
  private static Set<Bytes> voters(StakeStore stakes) {
    StakingState state = stakes.committed().state();
    var keys = new LinkedHashSet<Bytes>();
    for (ValidatorSet set : List.of(state.current().validators(), state.next().validators())) {
      for (int i = 0; i < set.size(); i++) {
        keys.add(set.publicKey(i));
      }
    }
    return keys;
  }

  private static EngineConfig engineConfig(CairnConfig cairn, VotingKey voting) {
    // Nodes that repeat themselves do so at different moments.
    long jitterMillis = Math.floorMod(voting.publicKey().hashCode(), 100);
    return EngineConfig.of(cairn.timeoutMillis(), cairn.blockTimeMillis())
        .withJitterMillis(jitterMillis);
  }

  private static void makeFolder(NodeConfig config) {
    try {
      Files.createDirectories(config.dataFolder());
    } catch (IOException e) {
      throw new StartFailure("cannot make the data folder " + config.dataFolder() + ": " + e, e);
    }
  }

  private static ChainDatabase openChain(NodeConfig config, Genesis genesis) {
    return ChainDatabase.open(
        new DataFolder(config.dataFolder()).chain(),
        genesis.block(),
        config.history().archive()
            ? ChainOptions.ARCHIVE
            : new ChainOptions(config.history().windowBlocks()));
  }

  private static ThreadPoolExecutor cryptoPool() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    return new ThreadPoolExecutor(
        threads,
        threads,
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(CRYPTO_QUEUE),
        Thread.ofPlatform().name("crypto-", 0).daemon().factory());
  }

  /// Who earns the fees of this node's blocks: whom the configuration names, else whom the genesis
  /// file does, else who gets the stake.
  private static Address feeRecipient(
      NodeConfig config, CairnConfig cairn, VotingKey voting, StakeStore stakes) {
    if (config.validator() != null && config.validator().feeRecipient() != null) {
      return config.validator().feeRecipient();
    }
    for (GenesisValidator validator : cairn.validators()) {
      if (validator.publicKey().equals(voting.publicKey())) {
        return validator.feeRecipient();
      }
    }
    Registry registry = stakes.committed().state().registry();
    int index = registry.indexOf(voting.publicKey());
    return index < 0 ? Address.ZERO : registry.get(index).credentials().address();
  }

  private static NodeCertificate nodeKey(NodeConfig config) {
    if (!Files.exists(config.nodeKeyFile())) {
      NodeKeyFile.write(
          config.nodeKeyFile(), NodeCertificate.generate(new SecureRandom(), Instant.now()));
    }
    return NodeKeyFile.read(config.nodeKeyFile());
  }

  private static NetworkConfig networkConfig(
      NodeConfig config, ChainSpec spec, Genesis genesis, String clientVersion) {
    NodeConfig.PeerConfig own = config.peers();
    var known = new ArrayList<PeerAddress>();
    for (GenesisValidator validator : spec.requireCairn().validators()) {
      if (validator.endpoint() != null) {
        Hash id = validator.nodeId();
        known.add(
            new PeerAddress(
                id == null ? null : new PeerId(id), HostPort.parse(validator.endpoint())));
      }
    }
    for (String peer : own.staticPeers()) {
      known.add(PeerAddress.parse(peer));
    }
    return new NetworkConfig(
        new ChainIdentity(spec.config().chainId(), genesis.hash()),
        own.host(),
        own.port(),
        own.advertisedHost().equals("0.0.0.0") ? null : own.advertisedHost(),
        known,
        clientVersion,
        own.maximumPeers(),
        Math.min(16, own.maximumPeers()),
        Duration.ofMinutes(10),
        Duration.ofSeconds(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15));
  }
}
