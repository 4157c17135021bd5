/// Requests and their answers over one connection: ids, time limits, and how many may be under way.
@NullMarked
package org.cairn.p2p.request;

import org.jspecify.annotations.NullMarked;
