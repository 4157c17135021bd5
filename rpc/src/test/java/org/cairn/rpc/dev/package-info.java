/// Tests of what development methods are made of.
@NullMarked
package org.cairn.rpc.dev;

import org.jspecify.annotations.NullMarked;
