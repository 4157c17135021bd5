package org.cairn.consensus.sim.oracle;

/// A rule that did not hold in a run, by its name in docs/consensus.md: a defect of the engine, or
/// of the rule.
public final class Violation extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String rule;

  public Violation(String rule, String what) {
    super(rule + ": " + what);
    this.rule = rule;
  }

  public String rule() {
    return rule;
  }
}
