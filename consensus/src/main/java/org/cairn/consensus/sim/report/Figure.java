package org.cairn.consensus.sim.report;

/// One figure: what the protocol promises, what was measured, and whether the promise is kept.
public record Figure(String name, String wanted, String measured, boolean met) {}
