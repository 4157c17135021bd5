package org.cairn.consensus.sim.adversary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.cairn.consensus.crypto.VoteAggregator;
import org.cairn.consensus.epoch.EpochContext;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.Proposal;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.message.VoteKind;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.types.Hash;
import org.jspecify.annotations.Nullable;

/// Every certificate and block that an adversary has seen or can make of the votes it has seen.
final class CertificateHoard {
  private static final int KEPT_VIEWS = 32;

  private final SimNode node;
  private EpochContext context;
  private final TreeMap<Long, Map<Ballot, List<Vote>>> votes = new TreeMap<>();
  private final TreeMap<Long, Certificate> notarizations = new TreeMap<>();
  private final TreeMap<Long, Certificate> nullifications = new TreeMap<>();
  private final TreeMap<Long, ProposedBlock> blocks = new TreeMap<>();

  CertificateHoard(SimNode node) {
    this.node = node;
    this.context = node.world().context();
  }

  void add(Message message) {
    if (node.context().epoch() != context.epoch()) {
      context = node.context();
      votes.clear();
      notarizations.clear();
      nullifications.clear();
      blocks.clear();
    }
    switch (message) {
      case Vote vote -> add(vote);
      case Certificate certificate -> keep(certificate);
      case Proposal proposal -> {
        ProposedBlock block = proposal.block();
        blocks.put(block.header().view(), block);
        Justification justification = block.justification();
        justification.skips().forEach(this::keep);
        Certificate parent = justification.parent();
        if (parent != null) {
          keep(parent);
        }
        add(proposal.vote());
      }
      default -> {}
    }
    trim(votes);
    trim(notarizations);
    trim(nullifications);
    trim(blocks);
  }

  private static void trim(NavigableMap<Long, ?> map) {
    while (map.size() > KEPT_VIEWS) {
      map.pollFirstEntry();
    }
  }

  private void add(Vote vote) {
    boolean known = vote.ballot().round().epoch() == context.epoch();
    if (!known || vote.validator() >= context.validators().size()) {
      return;
    }
    Ballot ballot = vote.ballot();
    List<Vote> same =
        votes
            .computeIfAbsent(ballot.view(), _ -> new LinkedHashMap<>())
            .computeIfAbsent(ballot, _ -> new ArrayList<>());
    if (same.stream().anyMatch(v -> v.validator() == vote.validator())
        || !node.world().crypto().provider().isWellFormed(vote.signature())) {
      return;
    }
    same.add(vote);
    VoteAggregator aggregator = new VoteAggregator(context, node.world().crypto().provider());
    long weight = same.stream().mapToLong(v -> context.validators().weight(v.validator())).sum();
    if (weight >= context.validators().quorum() && aggregator.isValid(ballot, same)) {
      keep(aggregator.aggregate(ballot, same));
    }
  }

  private void keep(Certificate certificate) {
    if (certificate.ballot().round().epoch() != context.epoch()) {
      return;
    }
    if (certificate.kind() == VoteKind.NULLIFY) {
      nullifications.putIfAbsent(certificate.view(), certificate);
    } else if (certificate.kind() == VoteKind.NOTARIZE) {
      notarizations.putIfAbsent(certificate.view(), certificate);
    }
  }

  @Nullable Certificate notarization(long view) {
    return notarizations.get(view);
  }

  @Nullable Certificate nullification(long view) {
    return nullifications.get(view);
  }

  /// The nullifications of all views in a range, or nothing when one is missing.
  @Nullable List<Certificate> nullifications(long fromView, long toView) {
    List<Certificate> found = new ArrayList<>();
    for (long view = fromView; view < toView; view++) {
      Certificate one = nullifications.get(view);
      if (one == null) {
        return null;
      }
      found.add(one);
    }
    return found;
  }

  @Nullable ProposedBlock block(Hash id) {
    for (ProposedBlock block : blocks.values()) {
      if (block.id().equals(id)) {
        return block;
      }
    }
    return null;
  }
}
