/**
 * What has changed, told to whoever has a page open: a stream of small events for each reader, from
 * the events that the modules below publish once something is committed. An event only says where
 * to look again.
 */
@NullMarked
package dev.penstock.live;

import org.jspecify.annotations.NullMarked;
