/// A model checker over the production engine: every order of messages among the honest of four
/// validators, with the others saying whatever their keys can sign, for the first views of an
/// epoch. [Exploration] runs all cases; `docs/consensus.md` says what is covered and what is cut.
@NullMarked
package org.cairn.consensus.sim.explore;

import org.jspecify.annotations.NullMarked;
