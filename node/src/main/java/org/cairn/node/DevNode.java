package org.cairn.node;

import io.vertx.core.Vertx;
import java.util.List;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.pool.PoolOptions;
import org.cairn.core.pool.TxPool;
import org.cairn.core.state.ResidentState;
import org.cairn.core.types.Hash;
import org.cairn.evm.block.ChainRules;
import org.cairn.evm.code.CodeCache;
import org.cairn.evm.fork.Fork;
import org.cairn.genesis.alloc.Genesis;
import org.cairn.genesis.spec.ChainSpec;
import org.cairn.node.adapter.FeesByFork;
import org.cairn.node.adapter.ForkScheduleOf;
import org.cairn.node.adapter.FrozenFinality;
import org.cairn.node.adapter.Heads;
import org.cairn.node.adapter.NoStakes;
import org.cairn.node.adapter.PoolRules;
import org.cairn.node.config.DevConfig;
import org.cairn.node.dev.DevChain;
import org.cairn.node.dev.DevGenesis;
import org.cairn.node.dev.DevStack;
import org.cairn.node.driver.Clock;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.Ports;
import org.cairn.rpc.server.Page;
import org.cairn.rpc.server.RpcServer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A node for development: a chain in memory that it alone makes, without consensus and peers,
/// served as a node of a network serves its chain. Nothing of it outlives the process.
public final class DevNode extends RunnableNode {
  private static final Logger LOG = LoggerFactory.getLogger(DevNode.class);
  private static final long CACHED_CODE_BYTES = 8L << 20;

  /// 64 MB of them; see [FrozenNode].
  private static final int MAX_BLOBS = 512;

  private static final long MILLIS_A_SECOND = 1_000;

  private int rpcPort;
  private long chainId;
  private Hash genesisHash = Hash.ZERO;

  private DevNode() {}

  /// Starts the node and returns when it answers.
  ///
  /// @throws RuntimeException whose message tells the operator what is wrong; nothing stays running
  public static DevNode start(DevConfig config, String clientVersion) {
    var node = new DevNode();
    node.begin(() -> node.wire(config, clientVersion));
    return node;
  }

  /// Where it answers, also when the configuration left the port open.
  public int rpcPort() {
    return rpcPort;
  }

  public long chainId() {
    return chainId;
  }

  public Hash genesisHash() {
    return genesisHash;
  }

  private void wire(DevConfig config, String clientVersion) {
    Clock clock = Clock.system();
    List<SecretKey> keys = config.accounts().keys();
    ChainSpec spec = spec(config, keys, clock.unixMillis() / MILLIS_A_SECOND);
    Genesis genesis = Genesis.of(spec);
    ChainRules rules = ForkScheduleOf.rules(spec).withAnySender();
    requireMerged(rules, genesis);
    chainId = spec.config().chainId();
    genesisHash = genesis.hash();

    Vertx vertx = Endpoints.vertx(this);
    var state = ResidentState.of(genesis.block().state());
    var pool =
        new TxPool(
            PoolOptions.DEFAULT.withBlobs(MAX_BLOBS),
            new PoolRules(rules.schedule(), true),
            genesis.block().header(),
            state);
    var heads = new Heads();
    var codes = new CodeCache(CACHED_CODE_BYTES);
    DevStack stack =
        own(
            new DevStack(
                new DevChain.Parts(rules, codes, clock, heads, genesis, state),
                pool,
                keys,
                new DevStack.Mining(config.mines(), config.mines() ? config.blockTimeMillis() : 0),
                this::fail));
    ChainView view = stack.view();
    var served = new Endpoints.Served(spec, genesis, rules, view, stack.hashes(), codes);
    Page.Source health =
        () ->
            Page.json(
                200,
                "{\"status\":\"development\",\"finalizedHeight\":" + view.head().number() + "}");
    var live =
        new Endpoints.Live(
            stack.transactions(),
            stack.node(served.forks(), clientVersion),
            heads,
            new FrozenFinality(),
            new NoStakes(),
            health);
    Ports ports =
        Endpoints.ports(served, live)
            .forDevelopment(stack.development(), stack.fees(new FeesByFork(rules.schedule())));
    RpcServer rpc = own(Endpoints.rpc(vertx, config.rpc(), ports, health));
    rpcPort = rpc.start();
    // The command tells where it runs; with --json its output must be that alone.
    LOG.debug(
        "running for development chainId={} genesis={} rpc=http://{}:{}",
        chainId,
        genesisHash,
        config.rpc().host(),
        rpcPort);
  }

  private static ChainSpec spec(DevConfig config, List<SecretKey> keys, long unixSeconds) {
    return config.genesisFile() == null
        ? DevGenesis.spec(
            config.chainId(),
            DevGenesis.fields(unixSeconds, config.gasLimit(), config.baseFee()),
            keys,
            config.accounts().balance())
        : DevGenesis.funded(
            ChainSpec.read(config.genesisFile()), keys, config.accounts().balance());
  }

  /// Blocks are made by the rules of proof of stake.
  private static void requireMerged(ChainRules rules, Genesis genesis) {
    long genesisSeconds = genesis.block().header().timestampSeconds();
    if (!rules.schedule().at(1, genesisSeconds).isAtLeast(Fork.PARIS)) {
      throw new StartFailure(
          "the genesis file has forks before the merge; a development chain needs"
              + " terminalTotalDifficulty 0");
    }
  }
}
