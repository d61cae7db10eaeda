/**
 * The same flow as Ringback's, as Flowable's documentation leads to: what Ringback is compared with, in a process of its own.
 *
 * <p>In: the driver's events and forms. Out: mail. Everything about the engine is the starter's default: history as it
 * comes, the asynchronous executor as it comes; sends are asynchronous service tasks that talk to the mail server themselves;
 * messages go to the execution that a query by business key and message finds.
 */
package io.ringback.benchmark.flowable;
