package org.cairn.consensus.sim.adversary;

import java.util.ArrayList;
import java.util.List;
import org.cairn.consensus.message.FinalityProof;
import org.cairn.consensus.message.Justification;
import org.cairn.consensus.message.Message;
import org.cairn.consensus.message.ProposedBlock;
import org.cairn.consensus.sim.world.Ledger;
import org.cairn.consensus.sim.world.SimNode;
import org.cairn.core.types.Bytes;

/// Serves blocks that were tampered with: to whoever asks for one, and to whoever catches up.
final class SyncPoisoner extends Corrupt {
  SyncPoisoner(SimNode node) {
    super(node);
  }

  @Override
  public void sendTo(int to, Message message) {
    if (message instanceof Message.BlockResponse(ProposedBlock block) && !oneIn(4)) {
      super.sendTo(to, new Message.BlockResponse(tampered(block)));
    } else {
      super.sendTo(to, message);
    }
  }

  private ProposedBlock tampered(ProposedBlock block) {
    if (block.header().isReproposal()) {
      return Forgery.displaced(block, chance().nextInt(2));
    }
    Bytes payload = world.executing(Bytes.of((byte) 1, (byte) chance().nextInt(256)), block);
    if (oneIn(2)) {
      return new ProposedBlock(block.header(), block.justification(), payload);
    }
    return Forgery.with(block, new Justification(null, List.of()), payload);
  }

  @Override
  public List<Ledger.Committed> serves(List<Ledger.Committed> blocks) {
    List<Ledger.Committed> served = new ArrayList<>();
    for (Ledger.Committed committed : blocks) {
      ProposedBlock block = oneIn(3) ? tampered(committed.block()) : committed.block();
      FinalityProof proof = oneIn(4) ? blocks.getFirst().proof() : committed.proof();
      served.add(new Ledger.Committed(block, proof, committed.state()));
    }
    return served;
  }
}
