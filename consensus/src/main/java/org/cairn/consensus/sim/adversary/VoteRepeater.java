package org.cairn.consensus.sim.adversary;

import java.util.Arrays;
import org.cairn.consensus.message.Ballot;
import org.cairn.consensus.message.Certificate;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.SignerSet;
import org.cairn.consensus.message.Vote;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.types.Bytes;

/// Says everything many times, and passes on certificates whose list of signers it has made longer,
/// or that it has signed alone.
final class VoteRepeater extends Corrupt {

  private static final int TIMES = 4;

  VoteRepeater(SimNode node) {
    super(node);
  }

  @Override
  public void broadcast(Message message) {
    switch (message) {
      case Vote vote -> {
        for (int i = 0; i < TIMES; i++) {
          super.broadcast(vote);
        }
      }
      case Certificate certificate -> {
        super.broadcast(certificate);
        super.broadcast(oneIn(2) ? inflated(certificate) : alone(certificate.view() + 1));
      }
      default -> super.broadcast(message);
    }
  }

  private Certificate alone(long view) {
    boolean[] signed = new boolean[node.stakes().size()];
    signed[self()] = true;
    Vote vote = node.sign(Ballot.nullify(round(view)));
    return new Certificate(vote.ballot(), SignerSet.of(signed), vote.signature());
  }

  private Certificate inflated(Certificate certificate) {
    byte[] bits = certificate.signers().bits().toArray();
    if (oneIn(2)) {
      bits = Arrays.copyOf(bits, bits.length + 1);
    }
    for (int i = 0; i < bits.length; i++) {
      bits[i] |= (byte) chance().nextInt(256);
    }
    SignerSet more = new SignerSet(Bytes.wrap(bits));
    return new Certificate(certificate.ballot(), more, certificate.signature());
  }
}
