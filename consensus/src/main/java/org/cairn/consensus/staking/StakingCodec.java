package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.cairn.core.types.Stake;

/// The canonical encoding of a staking state: RLP, one form for one state. The state's root is a
/// hash over it, with the registry by its own hash. A decoded state need not be a true one; whoever
/// has it from elsewhere compares its root.
public final class StakingCodec {
  private StakingCodec() {}

  public static Bytes encode(StakingState state) {
    RlpWriter writer = new RlpWriter(state.registry().size() * 240 + 1024).startList();
    writeAllButRegistry(writer, state);
    write(writer, state.registry());
    return writer.endList().toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a state
  public static StakingState decode(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    try {
      reader.enterList();
      long height = reader.scalar63();
      long epochStartMillis = reader.scalar63();
      EpochSet current = readSet(reader);
      EpochSet next = readSet(reader);
      Participation participation = readParticipation(reader);
      Queues queues = readQueues(reader);
      List<Slashing> slashings =
          list(reader, in -> new Slashing(in.scalar63(), in.scalar63(), in.scalar63()));
      List<StakingState.PastSet> past =
          list(reader, in -> new StakingState.PastSet(in.scalar63(), in.hash()));
      Sweep sweep = new Sweep(reader.scalar63(), reader.scalar(Integer.MAX_VALUE));
      Ledger ledger = readLedger(reader);
      Registry registry = new Registry(list(reader, StakingCodec::readValidator));
      reader.leaveList();
      reader.finish();
      return new StakingState(
          height,
          epochStartMillis,
          registry,
          current,
          next,
          participation,
          queues,
          slashings,
          past,
          sweep,
          ledger);
    } catch (IllegalArgumentException | InvariantViolation e) {
      throw new DecodingException("value out of range: " + e.getMessage(), e);
    }
  }

  public static Bytes encode(EpochSet set) {
    RlpWriter writer = new RlpWriter();
    write(writer, set);
    return writer.toBytes();
  }

  /// @throws DecodingException when the bytes are not the canonical encoding of a set
  public static EpochSet decodeSet(Bytes encoded) {
    RlpReader reader = new RlpReader(encoded);
    try {
      EpochSet set = readSet(reader);
      reader.finish();
      return set;
    } catch (IllegalArgumentException e) {
      throw new DecodingException("value out of range: " + e.getMessage(), e);
    }
  }

  static void writeAllButRegistry(RlpWriter writer, StakingState state) {
    writer.scalar(state.height()).scalar(state.epochStartMillis());
    write(writer, state.current());
    write(writer, state.next());
    write(writer, state.participation());
    write(writer, state.queues());
    writer.startList();
    for (Slashing slashing : state.slashings()) {
      writer
          .startList()
          .scalar(slashing.epoch())
          .scalar(slashing.effectiveGwei())
          .scalar(slashing.totalGwei())
          .endList();
    }
    writer.endList().startList();
    for (StakingState.PastSet past : state.pastSets()) {
      writer.startList().scalar(past.epoch()).bytes(past.root()).endList();
    }
    writer.endList();
    writer.scalar(state.sweep().nextIndex()).scalar(state.sweep().nextValidator());
    Ledger ledger = state.ledger();
    writer
        .startList()
        .scalar(ledger.genesisGwei())
        .scalar(ledger.depositedGwei())
        .scalar(ledger.issuedGwei())
        .scalar(ledger.penaltiesGwei())
        .scalar(ledger.slashedGwei())
        .scalar(ledger.forfeitedGwei())
        .scalar(ledger.withdrawnGwei())
        .endList();
  }

  static void write(RlpWriter writer, Registry registry) {
    writer.startList();
    for (StakedValidator validator : registry.all()) {
      Lifecycle life = validator.life();
      writer
          .startList()
          .bytes(validator.publicKey())
          .bytes(validator.credentials().bytes())
          .scalar(validator.balanceGwei())
          .scalar(validator.effectiveGwei())
          .scalar(life.activationEpoch())
          .scalar(life.exitEpoch())
          .scalar(life.withdrawableEpoch())
          .scalar(life.slashedEpoch())
          .scalar((life.leaving() ? 1 : 0) + (life.leftOut() ? 2 : 0))
          .scalar(life.absentSlots())
          .endList();
    }
    writer.endList();
  }

  private static StakedValidator readValidator(RlpReader in) {
    Bytes key = Bytes.wrap(in.fixedBytes(Validator.PUBLIC_KEY_BYTES));
    var credentials = new WithdrawalCredentials(in.hash());
    long balance = in.scalar63();
    long effective = in.scalar63();
    long activation = in.scalar63();
    long exit = in.scalar63();
    long withdrawable = in.scalar63();
    long slashed = in.scalar63();
    int flags = in.scalar(3);
    Lifecycle life =
        new Lifecycle(
            activation,
            exit,
            withdrawable,
            slashed,
            (flags & 1) != 0,
            (flags & 2) != 0,
            in.scalar63());
    return new StakedValidator(key, credentials, balance, effective, life);
  }

  private static void write(RlpWriter writer, EpochSet set) {
    writer.startList().scalar(set.epoch()).bytes(set.randaoMix()).startList();
    for (int i = 0; i < set.validators().size(); i++) {
      writer
          .startList()
          .bytes(set.validators().publicKey(i))
          .scalar(set.validators().weight(i))
          .endList();
    }
    writer.endList().endList();
  }

  private static EpochSet readSet(RlpReader reader) {
    reader.enterList();
    long epoch = reader.scalar63();
    Hash mix = reader.hash();
    List<Validator> validators =
        list(
            reader,
            in ->
                new Validator(
                    Bytes.wrap(in.fixedBytes(Validator.PUBLIC_KEY_BYTES)),
                    new Stake(in.scalar63())));
    reader.leaveList();
    return new EpochSet(epoch, new ValidatorSet(validators), mix);
  }

  private static void write(RlpWriter writer, Participation participation) {
    writer.startList().scalar(participation.certificates()).startList();
    for (int i = 0; i < participation.size(); i++) {
      writer
          .startList()
          .scalar(participation.votes(i))
          .scalar(participation.proposed(i))
          .scalar(participation.missed(i))
          .endList();
    }
    writer.endList().endList();
  }

  private static Participation readParticipation(RlpReader reader) {
    reader.enterList();
    long certificates = reader.scalar63();
    List<long[]> counts =
        list(reader, in -> new long[] {in.scalar63(), in.scalar63(), in.scalar63()});
    reader.leaveList();
    if (counts.size() > SignerSet.MAX_VALIDATORS) {
      throw new DecodingException("participation of " + counts.size() + " validators");
    }
    long[][] columns = new long[3][counts.size()];
    for (int i = 0; i < counts.size(); i++) {
      for (int column = 0; column < columns.length; column++) {
        columns[column][i] = counts.get(i)[column];
      }
    }
    return new Participation(certificates, columns[0], columns[1], columns[2]);
  }

  private static void write(RlpWriter writer, Queues queues) {
    writer.startList().startList();
    for (Queues.Deposit deposit : queues.deposits()) {
      writer
          .startList()
          .bytes(deposit.publicKey())
          .bytes(deposit.withdrawalCredentials())
          .scalar(deposit.amountGwei())
          .bytes(deposit.signature())
          .endList();
    }
    writer.endList().startList();
    for (Queues.Partial partial : queues.partials()) {
      writer
          .startList()
          .scalar(partial.validator())
          .scalar(partial.amountGwei())
          .scalar(partial.withdrawableEpoch())
          .endList();
    }
    writer.endList().startList();
    for (Queues.Consolidation consolidation : queues.consolidations()) {
      writer.startList().scalar(consolidation.source()).scalar(consolidation.target()).endList();
    }
    writer.endList().startList();
    for (int exit : queues.exits()) {
      writer.startList().scalar(exit).endList();
    }
    writer.endList().scalar(queues.depositBudgetGwei()).scalar(queues.exitBudgetGwei()).endList();
  }

  private static Queues readQueues(RlpReader reader) {
    reader.enterList();
    Queues queues =
        new Queues(
            list(
                reader,
                in ->
                    new Queues.Deposit(
                        Bytes.wrap(in.fixedBytes(Validator.PUBLIC_KEY_BYTES)),
                        in.hash(),
                        in.scalar63(),
                        Bytes.wrap(in.fixedBytes(SignedMessage.SIGNATURE_BYTES)))),
            list(
                reader,
                in ->
                    new Queues.Partial(in.scalar(Integer.MAX_VALUE), in.scalar63(), in.scalar63())),
            list(
                reader,
                in ->
                    new Queues.Consolidation(
                        in.scalar(Integer.MAX_VALUE), in.scalar(Integer.MAX_VALUE))),
            list(reader, in -> in.scalar(Integer.MAX_VALUE)),
            reader.scalar63(),
            reader.scalar63());
    reader.leaveList();
    return queues;
  }

  private static Ledger readLedger(RlpReader reader) {
    reader.enterList();
    Ledger ledger =
        new Ledger(
            reader.scalar63(),
            reader.scalar63(),
            reader.scalar63(),
            reader.scalar63(),
            reader.scalar63(),
            reader.scalar63(),
            reader.scalar63());
    reader.leaveList();
    return ledger;
  }

  /// A list of lists. Its length is bounded by that of the input.
  private static <T> List<T> list(RlpReader reader, Function<RlpReader, T> element) {
    List<T> elements = new ArrayList<>();
    reader.enterList();
    while (reader.hasNext()) {
      reader.enterList();
      elements.add(element.apply(reader));
      reader.leaveList();
    }
    reader.leaveList();
    return elements;
  }
}
