package org.cairn.node.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.cairn.consensus.simplex.StallReport;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.node.driver.Clock;
import org.cairn.node.driver.ConsensusStatus;
import org.cairn.node.driver.SyncDriver;
import org.cairn.p2p.peer.Network;
import org.cairn.rpc.server.Page;

/// The page `/health`: 200 while the node finalizes, 503 and why while it does not.
public final class Health implements Page.Source {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long LEAST_PATIENCE_MILLIS = 10_000;
  private static final long PATIENCE_BLOCK_TIMES = 5;

  private final ChainDatabase chain;
  private final ConsensusStatus consensus;
  private final SyncDriver sync;
  private final Network network;
  private final Clock clock;
  private final long patienceMillis;

  public Health(
      ChainDatabase chain,
      ConsensusStatus consensus,
      SyncDriver sync,
      Network network,
      Clock clock,
      long blockTimeMillis) {
    this.chain = chain;
    this.consensus = consensus;
    this.sync = sync;
    this.network = network;
    this.clock = clock;
    this.patienceMillis = Math.max(LEAST_PATIENCE_MILLIS, PATIENCE_BLOCK_TIMES * blockTimeMillis);
  }

  @Override
  public Page page() {
    long quietMillis = consensus.nanosSinceFinalized(clock.nanos()) / 1_000_000;
    String status =
        consensus.isDisputed()
            ? "disputed"
            : quietMillis > patienceMillis
                ? "stalled"
                : consensus.silence() != null
                    ? "not voting"
                    : sync.progress() != null ? "syncing" : "ok";
    ObjectNode body = JSON.createObjectNode();
    body.put("status", status);
    body.put("finalizedHeight", chain.head().header().number());
    body.put("millisSinceFinalized", quietMillis);
    body.put("epoch", consensus.epoch());
    body.put("view", consensus.view());
    body.put("voting", consensus.isVoting());
    body.put("notVotingBecause", consensus.silence());
    body.put("peers", network.peers().size());
    StallReport stall = consensus.stall();
    if (status.equals("stalled") && stall != null) {
      StallJson.write(body.putObject("stall"), stall);
    }
    return Page.json(status.equals("ok") ? 200 : 503, body.toString());
  }
}
