package org.cairn.node.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.light.EpochCertificate;
import org.cairn.consensus.message.ConsensusHeader;
import org.cairn.consensus.message.MessageCodec;
import org.cairn.consensus.simplex.StallReport;
import org.cairn.core.chain.ChainDatabase;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.node.driver.Clock;
import org.cairn.node.driver.ConsensusDriver;
import org.cairn.node.driver.ConsensusStatus;
import org.cairn.node.driver.Epochs;
import org.cairn.rpc.port.FinalityView;
import org.jspecify.annotations.Nullable;

/// The proofs of this node's chain, and where its consensus stands.
public record ProvenChain(
    ChainDatabase chain,
    Epochs epochs,
    ConsensusDriver consensus,
    ConsensusStatus status,
    Clock clock)
    implements FinalityView {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String statusJson() {
    ObjectNode body = JSON.createObjectNode();
    body.put("finalizedHeight", chain.head().header().number());
    body.put("millisSinceFinalized", status.nanosSinceFinalized(clock.nanos()) / 1_000_000);
    body.put("disputed", status.isDisputed());
    body.put("voting", status.isVoting());
    String silence = status.silence();
    if (silence != null) {
      body.put("notVotingBecause", silence);
    }
    StallReport report = consensus.report();
    if (report != null) {
      StallJson.write(body, report);
    }
    return body.toString();
  }

  @Override
  public @Nullable Proven proof(long number) {
    Bytes proof = chain.proof(number);
    Hash hash = chain.hash(number);
    if (number == 0 || proof == null || hash == null) {
      return null;
    }
    ConsensusHeader header = MessageCodec.decodeProof(proof).header();
    return new Proven(number, hash, header.id(), header.round().epoch(), proof);
  }

  @Override
  public List<EpochEnd> epochEnds(long fromEpoch, int most) {
    long over = epochs.epochOf(chain.head().header().number() + 1);
    var ends = new ArrayList<EpochEnd>();
    for (long epoch = fromEpoch; epoch < over && ends.size() < most; epoch++) {
      var boundary = epochs.boundary(epoch);
      ValidatorSet next = epochs.context(epoch + 1).validators();
      boolean same = next.equals(boundary.epoch().validators());
      var certificate = new EpochCertificate(boundary.proof(), same ? null : next);
      ends.add(new EpochEnd(epoch, boundary.epoch().lastHeight(), certificate.encode()));
    }
    return ends;
  }
}
