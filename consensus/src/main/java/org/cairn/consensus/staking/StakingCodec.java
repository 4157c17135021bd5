package org.cairn.consensus.staking;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.cairn.consensus.epoch.Validator;
import org.cairn.consensus.epoch.ValidatorSet;
import org.cairn.consensus.message.SignerSet;
import org.cairn.core.crypto.Sha256;
import org.cairn.core.rlp.DecodingException;
import org.cairn.core.rlp.RlpReader;
import org.cairn.core.rlp.RlpWriter;
import org.cairn.core.staking.WithdrawalCredentials;
import org.cairn.core.types.Bytes;
import org.cairn.core.types.Hash;
import org.cairn.core.types.InvariantViolation;
import org.cairn.core.types.Stake;

/// The canonical encoding of a staking state: RLP, one form for one state. The state's root is the
/// hash of another one, in which long lists and sets stand by their roots. A decoded state need not
/// be a true one; whoever has it from elsewhere compares its root.
public final class StakingCodec {
  static final HashedList.Form<StakedValidator> VALIDATORS =
      new HashedList.Form<>(StakingCodec::write, StakedValidator::balanceGwei);
  static final HashedList.Form<Queues.Deposit> DEPOSITS =
      new HashedList.Form<>(StakingCodec::write, Queues.Deposit::amountGwei);
  static final HashedList.Form<Queues.Partial> PARTIALS =
      new HashedList.Form<>(StakingCodec::write, _ -> 0);
  static final HashedList.Form<Queues.Consolidation> CONSOLIDATIONS =
      new HashedList.Form<>(StakingCodec::write, _ -> 0);
  static final HashedList.Form<Integer> EXITS =
      new HashedList.Form<>((writer, exit) -> writer.startList().scalar(exit).endList(), _ -> 0);
  static final HashedList.Form<StakingState.PastSet> PAST_SETS =
      new HashedList.Form<>(StakingCodec::write, _ -> 0);

  private StakingCodec() {}

  public static Bytes encode(StakingState state) {
    RlpWriter writer = new RlpWriter(state.registry().size() * 160 + 1024).startList();
    writer.scalar(state.height()).scalar(state.epochStartMillis());
    write(writer, state.current());
    write(writer, state.next());
    write(writer, state.participation());
    Queues queues = state.queues();
    writer.startList();
    write(writer, DEPOSITS, queues.deposits());
    write(writer, PARTIALS, queues.partials());
    write(writer, CONSOLIDATIONS, queues.consolidations());
    write(writer, EXITS, queues.exits());
    writer.scalar(queues.depositBudgetGwei()).scalar(queues.exitBudgetGwei()).endList();
    write(writer, state.slashings());
    write(writer, PAST_SETS, state.pastSets());
    write(writer, state.sweep(), state.ledger());
    write(writer, VALIDATORS, state.registry().all());
    return writer.endList().toBytes();
  }

  /// What headers commit to.
  static Hash root(StakingState state) {
    RlpWriter writer = new RlpWriter(1024).startList();
    writer.scalar(state.height()).scalar(state.epochStartMillis());
    for (EpochSet set : List.of(state.current(), state.next())) {
      Hash validators = set.validators().root();
      writer.startList().scalar(set.epoch()).bytes(set.randaoMix()).bytes(validators).endList();
    }
    write(writer, state.participation());
    Queues queues = state.queues();
    writer
        .startList()
        .bytes(queues.deposits().root())
        .bytes(queues.partials().root())
        .bytes(queues.consolidations().root())
        .bytes(queues.exits().root())
        .scalar(queues.depositBudgetGwei())
        .scalar(queues.exitBudgetGwei())
        .endList();
    write(writer, state.slashings());
    writer.bytes(state.pastSets().root());
    write(writer, state.sweep(), state.ledger());
    return Sha256.hash(writer.bytes(state.registry().root()).endList().toByteArray());
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
      HashedList<StakingState.PastSet> past =
          HashedList.of(
              PAST_SETS, list(reader, in -> new StakingState.PastSet(in.scalar63(), in.hash())));
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

  private static <E> void write(RlpWriter writer, HashedList.Form<E> form, List<E> elements) {
    writer.startList();
    for (E element : elements) {
      form.encode().accept(writer, element);
    }
    writer.endList();
  }

  private static void write(RlpWriter writer, List<Slashing> slashings) {
    writer.startList();
    for (Slashing slashing : slashings) {
      writer
          .startList()
          .scalar(slashing.epoch())
          .scalar(slashing.effectiveGwei())
          .scalar(slashing.totalGwei())
          .endList();
    }
    writer.endList();
  }

  private static void write(RlpWriter writer, StakingState.PastSet past) {
    writer.startList().scalar(past.epoch()).bytes(past.root()).endList();
  }

  private static void write(RlpWriter writer, Sweep sweep, Ledger ledger) {
    writer.scalar(sweep.nextIndex()).scalar(sweep.nextValidator());
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

  private static void write(RlpWriter writer, StakedValidator validator) {
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

  private static void write(RlpWriter writer, Queues.Deposit deposit) {
    writer
        .startList()
        .bytes(deposit.publicKey())
        .bytes(deposit.withdrawalCredentials())
        .scalar(deposit.amountGwei())
        .bytes(deposit.signature())
        .endList();
  }

  private static void write(RlpWriter writer, Queues.Partial partial) {
    writer
        .startList()
        .scalar(partial.validator())
        .scalar(partial.amountGwei())
        .scalar(partial.withdrawableEpoch())
        .endList();
  }

  private static void write(RlpWriter writer, Queues.Consolidation consolidation) {
    writer.startList().scalar(consolidation.source()).scalar(consolidation.target()).endList();
  }

  private static Queues readQueues(RlpReader reader) {
    reader.enterList();
    Queues queues =
        Queues.of(
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
