/// The protocol's own figures, measured in worlds without chance and compared with what theory says
/// they are, and plots of them. Virtual time only; nothing here depends on the machine.
@NullMarked
package org.cairn.consensus.sim.report;

import org.jspecify.annotations.NullMarked;
