package org.cairn.node;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.crypto.GuardedSigner;
import org.cairn.consensus.crypto.SignedRoots;
import org.cairn.consensus.crypto.SigningGuard;
import org.cairn.consensus.crypto.VoteSigner;
import org.cairn.consensus.journal.FileWal;
import org.cairn.consensus.journal.FileWatermark;
import org.cairn.consensus.journal.JournalRecord;
import org.cairn.consensus.journal.Wal;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Round;
import org.cairn.core.crypto.Bls;
import org.cairn.core.crypto.BlsSecretKey;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.genesis.keys.Keystore;
import org.cairn.genesis.keys.SecretFile;
import org.cairn.node.config.NodeConfig;
import org.cairn.node.driver.BlsIdentity;
import org.cairn.node.driver.DiscardingJournal;
import org.cairn.p2p.handshake.ValidatorIdentity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A validator's key with all that keeps it from signing what would convict it: the journal of its
/// votes and the signer's own watermark. A node that only follows has neither key nor signer; when
/// it was given a key, `silence` says why it does not vote.
record VotingKey(
    @Nullable BlsSecretKey key,
    Wal journal,
    List<JournalRecord> records,
    @Nullable VoteSigner signer,
    @Nullable String silence) {
  private static final Logger LOG = LoggerFactory.getLogger(VotingKey.class);

  VotingKey {
    records = List.copyOf(records);
  }

  /// The key of the configuration's keystore, or none; and the journal of the data folder. Whether
  /// the key votes is for the sets of each epoch to say.
  static VotingKey open(NodeConfig config, Hash genesisHash, SignedRoots roots) {
    BlsSecretKey key = config.validator() == null ? null : decrypt(config.validator());
    Bytes publicKey = key == null ? Bytes.EMPTY : key.publicKey().toBytes();
    Hash identity = VotingFiles.identity(genesisHash, publicKey);
    Path folder = VotingFiles.folder(config.dataFolder());
    return switch (FileWal.open(folder.resolve(key == null ? "followed" : "votes"), identity)) {
      case FileWal.Opening.Damaged(String reason) -> {
        LOG.error(
            "the vote journal is corrupt: {}. This node follows the chain and does NOT vote",
            reason);
        yield new VotingKey(
            null,
            new DiscardingJournal(),
            List.of(),
            null,
            "the vote journal is corrupt: " + reason);
      }
      case FileWal.Opening.Ready ready -> {
        if (ready.cutBytes() > 0) {
          LOG.info("journal end cut bytes={} after a crash", ready.cutBytes());
        }
        yield new VotingKey(
            key,
            ready.wal(),
            ready.records(),
            key == null ? null : new GuardedSigner(key, guard(ready, folder, identity), roots),
            null);
      }
    };
  }

  private static BlsSecretKey decrypt(NodeConfig.ValidatorConfig config) {
    return Keystore.read(config.keystoreFile())
        .decrypt(SecretFile.readPassword(config.passwordFile()));
  }

  private static SigningGuard guard(FileWal.Opening.Ready journal, Path folder, Hash identity) {
    var watermark = FileWatermark.open(folder.resolve("watermark"), identity);
    if (journal.fresh() && watermark.leased().isAfter(Round.START)) {
      LOG.warn("the vote journal is gone: signing nothing up to round={}", watermark.leased());
    }
    var earlierVotes = new ArrayList<Ballot>();
    for (JournalRecord entry : journal.records()) {
      if (entry instanceof JournalRecord.Voted(var vote)) {
        earlierVotes.add(vote.ballot());
      }
    }
    boolean neverSigned = watermark.leased().equals(Round.START) && earlierVotes.isEmpty();
    return SigningGuard.recover(watermark, journal.fresh() || neverSigned, earlierVotes);
  }

  /// The newest round in which this node has voted with the key.
  Round newestVote() {
    Round newest = Round.START;
    for (JournalRecord entry : records) {
      if (entry instanceof JournalRecord.Voted && entry.round().isAfter(newest)) {
        newest = entry.round();
      }
    }
    return newest;
  }

  /// The public key, or no bytes.
  Bytes publicKey() {
    return key == null ? Bytes.EMPTY : key.publicKey().toBytes();
  }

  /// The key's signature of what is no vote, or nothing when there is no key.
  @Nullable Bytes sign(Hash message) {
    return key == null ? null : Bls.sign(key, message.toArray()).toBytes();
  }

  /// The key as the peer network's handshake needs it, or nothing.
  @Nullable ValidatorIdentity identity() {
    return key == null ? null : new BlsIdentity(key);
  }
}
