package org.cairn.node.dev;

import java.util.List;
import java.util.function.Consumer;
import org.cairn.core.crypto.SecretKey;
import org.cairn.core.pool.TxPool;
import org.cairn.core.types.Address;
import org.cairn.evm.world.BlockHashes;
import org.cairn.node.adapter.ForkPlanOf;
import org.cairn.node.adapter.NoPeers;
import org.cairn.node.driver.TransactionFlow;
import org.cairn.rpc.port.ChainView;
import org.cairn.rpc.port.DevelopmentChain;
import org.cairn.rpc.port.FeeRules;
import org.cairn.rpc.port.NodeView;
import org.cairn.rpc.port.TxSink;

/// A development chain with all that belongs to it, as JSON-RPC needs it. The thread that starts
/// the node makes and closes it.
public final class DevStack implements AutoCloseable {
  /// Hardhat's helpers (fixtures, clock, impersonation) work only with nodes whose version begins
  /// with a name that they know, and this is the node whose methods these are.
  private static final String FAMILY = "anvil/";

  private final DevChain chain;
  private final Miner miner;
  private final DevTransactions transactions;
  private final Development development;

  /// How blocks come: one for each transaction at once, or each so many milliseconds, or, with
  /// neither, only when asked for.
  public record Mining(boolean automine, long intervalMillis) {}

  /// The keys are those that the node holds. A failure to make a block by itself is fatal.
  public DevStack(
      DevChain.Parts parts,
      TxPool pool,
      List<SecretKey> keys,
      Mining mining,
      Consumer<Throwable> onFailure) {
    pool.listen(parts.heads()::pending);
    chain = new DevChain(parts, pool, Address.ZERO);
    miner = new Miner(chain, onFailure);
    transactions =
        new DevTransactions(new TransactionFlow(pool, Runnable::run, new NoPeers()), chain, miner);
    development = new Development(chain, new Keyring(keys), transactions, miner);
    if (mining.intervalMillis() > 0) {
      miner.interval(mining.intervalMillis());
    } else {
      miner.automine(mining.automine());
    }
  }

  public ChainView view() {
    return chain.view();
  }

  public BlockHashes hashes() {
    return chain.hashes();
  }

  public TxSink transactions() {
    return transactions;
  }

  public DevelopmentChain development() {
    return development;
  }

  public FeeRules fees(FeeRules ofForks) {
    return new DevFees(ofForks, chain);
  }

  public NodeView node(ForkPlanOf forks, String clientVersion) {
    return new DevNodeView(forks, FAMILY + clientVersion, chain);
  }

  @Override
  public void close() {
    miner.close();
  }
}
