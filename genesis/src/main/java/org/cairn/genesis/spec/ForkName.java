package org.cairn.genesis.spec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The forks that a `config` can schedule, in the order in which they must be activated, under
/// geth's field names.
public enum ForkName {
  HOMESTEAD("homesteadBlock", Trigger.NUMBER, true),
  DAO("daoForkBlock", Trigger.NUMBER, false),
  /// EIP-150.
  TANGERINE_WHISTLE("eip150Block", Trigger.NUMBER, true),
  /// EIP-155, the first half of Spurious Dragon.
  EIP155("eip155Block", Trigger.NUMBER, true),
  /// EIP-158/161, the second half of Spurious Dragon.
  SPURIOUS_DRAGON("eip158Block", Trigger.NUMBER, true),
  BYZANTIUM("byzantiumBlock", Trigger.NUMBER, true),
  CONSTANTINOPLE("constantinopleBlock", Trigger.NUMBER, true),
  PETERSBURG("petersburgBlock", Trigger.NUMBER, true),
  ISTANBUL("istanbulBlock", Trigger.NUMBER, true),
  MUIR_GLACIER("muirGlacierBlock", Trigger.NUMBER, false),
  BERLIN("berlinBlock", Trigger.NUMBER, true),
  LONDON("londonBlock", Trigger.NUMBER, true),
  ARROW_GLACIER("arrowGlacierBlock", Trigger.NUMBER, false),
  GRAY_GLACIER("grayGlacierBlock", Trigger.NUMBER, false),
  /// The block from which proof of stake is taken as given, on networks that know it.
  MERGE_NETSPLIT("mergeNetsplitBlock", Trigger.NUMBER, false),
  SHANGHAI("shanghaiTime", Trigger.TIMESTAMP, true),
  CANCUN("cancunTime", Trigger.TIMESTAMP, true),
  PRAGUE("pragueTime", Trigger.TIMESTAMP, true),
  OSAKA("osakaTime", Trigger.TIMESTAMP, true),
  BPO1("bpo1Time", Trigger.TIMESTAMP, false),
  BPO2("bpo2Time", Trigger.TIMESTAMP, false),
  BPO3("bpo3Time", Trigger.TIMESTAMP, false),
  BPO4("bpo4Time", Trigger.TIMESTAMP, false),
  BPO5("bpo5Time", Trigger.TIMESTAMP, false);

  /// What activates a fork: the block's number or its timestamp in seconds.
  public enum Trigger {
    NUMBER,
    TIMESTAMP
  }

  private final String jsonField;
  private final Trigger trigger;
  private final boolean mandatory;

  ForkName(String jsonField, Trigger trigger, boolean mandatory) {
    this.jsonField = jsonField;
    this.trigger = trigger;
    this.mandatory = mandatory;
  }

  /// The name of the field in `config`.
  public String jsonField() {
    return jsonField;
  }

  public Trigger trigger() {
    return trigger;
  }

  /// Whether later forks need this one to be scheduled.
  boolean mandatory() {
    return mandatory;
  }

  /// The key in `blobSchedule`, or nothing for forks without blobs.
  @Nullable String blobKey() {
    return compareTo(CANCUN) >= 0 ? name().toLowerCase(Locale.ROOT) : null;
  }
}
