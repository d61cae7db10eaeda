/**
 * What runs in the browsers of operators and analysts, and how it is served. It is written in src/front and bundled by the build. In come
 * requests for its files; out go the files, with what browsers may keep of them.
 */
package io.ringback.web.operations.front;
