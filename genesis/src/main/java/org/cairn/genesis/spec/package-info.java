/// The chain specification: geth's `genesis.json` with a `cairn` section inside `config`, read
/// strictly and written canonically. Pure values; parsing names the place of every fault.
@NullMarked
package org.cairn.genesis.spec;

import org.jspecify.annotations.NullMarked;
