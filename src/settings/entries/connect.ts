/** Spark's configuration of Connect, clients, sessions and pipelines; `index.ts` says how to read a line. */
export const connect = `
4.0.. !~spark.connect.authenticate.token|string|-
..4.2 !~spark.connect.copyFromLocalToFs.allowDestLocal|boolean|false
!~spark.connect.execute.manager.abandonedTombstonesSize|int|10000
!~spark.connect.execute.manager.detachedTimeout|string|300000ms
!~spark.connect.execute.manager.maintenanceInterval|string|30000ms
!~spark.connect.execute.reattachable.enabled|boolean|true
!~spark.connect.execute.reattachable.observerRetryBufferSize|string|10485760b
!~spark.connect.execute.reattachable.senderMaxStreamDuration|string|120000ms
!~spark.connect.execute.reattachable.senderMaxStreamSize|string|1073741824b
!spark.connect.extensions.command.classes|string|
!spark.connect.extensions.expression.classes|string|
4.2.. !spark.connect.extensions.getStatus.classes|string|
!spark.connect.extensions.relation.classes|string|
..3.5 !spark.connect.grpc.arrow.maxBatchSize|bytes|4194304b
4.0.. !spark.connect.grpc.arrow.maxBatchSize|bytes|134217728b
4.0.. !spark.connect.grpc.binding.address|string|-
!spark.connect.grpc.binding.port|int|15002
!spark.connect.grpc.interceptor.classes|string|-
4.3.. !spark.connect.grpc.keepAlive.enabled|boolean|true
4.3.. !spark.connect.grpc.keepAlive.time|ms|60000ms
4.3.. !spark.connect.grpc.keepAlive.timeout|ms|20000ms
!~spark.connect.grpc.marshallerRecursionLimit|int|1024
!spark.connect.grpc.maxInboundMessageSize|bytes|134217728b
4.0.. !spark.connect.grpc.maxMetadataSize|bytes|1024b
4.0.. !spark.connect.grpc.port.maxRetries|int|0
..3.5 !spark.connect.jvmStacktrace.maxSize|int|2048
4.0.. !spark.connect.jvmStacktrace.maxSize|int|1024
4.1.. !~spark.connect.maxPlanSize|bytes|536870912b
4.0.. spark.connect.ml.backend.classes|string|
4.0.. spark.connect.progress.reportInterval|ms|2000ms
4.1.. ~spark.connect.session.connectML.mlCache.memoryControl.enabled|boolean|true
4.1.. ~spark.connect.session.connectML.mlCache.memoryControl.maxInMemorySize|bytes|268435456b
4.1.. ~spark.connect.session.connectML.mlCache.memoryControl.maxModelSize|bytes|1073741824b
4.1.. ~spark.connect.session.connectML.mlCache.memoryControl.maxStorageSize|bytes|10737418240b
4.1.. ~spark.connect.session.connectML.mlCache.memoryControl.offloadingTimeout|minutes|900000ms
4.1.. !~spark.connect.session.inactiveOperations.cacheExpiration|ms|1800000ms
4.0.. !~spark.connect.session.manager.closedSessionsTombstonesSize|int|1000
4.0.. !~spark.connect.session.manager.defaultSessionTimeout|string|3600000ms
4.0.. !~spark.connect.session.manager.maintenanceInterval|string|30000ms
4.1.. ~spark.connect.session.planCache.alwaysCacheDataSourceReadsEnabled|boolean|true
4.0.. ~spark.connect.session.planCache.enabled|boolean|true
4.0..4.0 !~spark.connect.session.planCache.maxSize|int|16
4.1.. !~spark.connect.session.planCache.maxSize|int|32
4.1.. ~spark.connect.session.planCompression.defaultAlgorithm|ENUM(NONE,ZSTD)|ZSTD
4.1.. ~spark.connect.session.planCompression.threshold|int|10485760
4.1.. ~spark.connect.session.resultChunking.maxChunkSize|bytes|120795955b
4.0.. !~spark.python.sql.dataFrameDebugging.enabled|boolean|true
4.2.. ~spark.sql.artifact.cacheStorageLevel|one(DISK_ONLY,DISK_ONLY_2,DISK_ONLY_3,MEMORY_AND_DISK,MEMORY_AND_DISK_2,MEMORY_AND_DISK_SER,MEMORY_AND_DISK_SER_2,MEMORY_ONLY,MEMORY_ONLY_2,MEMORY_ONLY_SER,MEMORY_ONLY_SER_2,NONE,OFF_HEAP)|MEMORY_AND_DISK_SER
4.0..4.2 ~spark.sql.artifact.copyFromLocalToFs.allowDestLocal|boolean|-
4.3.. !~spark.sql.artifact.copyFromLocalToFs.allowDestLocal|boolean|false
4.0.. ~spark.sql.artifact.isolation.alwaysApplyClassloader|boolean|true
4.0.. ~spark.sql.artifact.isolation.enabled|boolean|true
4.0.. spark.sql.connect.enrichError.enabled|boolean|true
4.0.. spark.sql.connect.serverStacktrace.enabled|boolean|true
4.1.. spark.sql.connect.shuffleDependency.fileCleanup.enabled|boolean|=spark.sql.shuffleDependency.fileCleanup.enabled
4.3.. spark.sql.connect.streaming.foreachBatch.useClonedSession|boolean|true
!spark.sql.connect.ui.retainedSessions|int|200
!spark.sql.connect.ui.retainedStatements|int|200
4.1.. ~spark.sql.pipelines.event.queue.capacity|int(1..)|1000
4.1.. ~spark.sql.pipelines.execution.maxConcurrentFlows|int|16
4.1.. ~spark.sql.pipelines.execution.streamstate.pollingInterval|seconds|1000ms
4.1.. ~spark.sql.pipelines.execution.watchdog.maxRetryTime|seconds|3600000ms
4.1.. ~spark.sql.pipelines.execution.watchdog.minRetryTime|seconds(1..)|5000ms
4.1.. spark.sql.pipelines.maxFlowRetryAttempts|int|2
4.1.. ~spark.sql.pipelines.timeoutMsForTerminationJoinAndLock|ms(1..)|3600000ms
4.2.. spark.sql.pyspark.dataSource.profiler|ENUM(perf,memory)|-
spark.sql.pyspark.inferNestedDictAsStruct.enabled|boolean|false
spark.sql.pyspark.jvmStacktrace.enabled|boolean|false
..3.5 spark.sql.pyspark.legacy.inferArrayTypeFromFirstElement.enabled|boolean|false
4.0.. ~spark.sql.pyspark.legacy.inferArrayTypeFromFirstElement.enabled|boolean|false
4.0.. ~spark.sql.pyspark.legacy.inferMapTypeFromFirstPair.enabled|boolean|false
4.0.. spark.sql.pyspark.plotting.max_rows|int|1000
4.2.. spark.sql.pyspark.toJSON.returnDataFrame|boolean|false
4.0.. spark.sql.pyspark.udf.profiler|ENUM(perf,memory)|-
4.1.. spark.sql.pyspark.worker.logging.enabled|boolean|false
spark.sql.repl.eagerEval.enabled|boolean|false
spark.sql.repl.eagerEval.maxNumRows|int|20
spark.sql.repl.eagerEval.truncate|int|20
~spark.sql.scriptTransformation.exitTimeoutInSeconds|seconds(1..)|10000ms
4.1.. ~spark.sql.scripting.continueHandlerEnabled|boolean|false
4.2.. ~spark.sql.scripting.cursorEnabled|boolean|false
4.0..4.0 spark.sql.scripting.enabled|boolean|false
4.1.. spark.sql.scripting.enabled|boolean|true
4.1.. ~spark.sql.session.localRelationBatchOfChunksSizeBytes|long(1..)|1073741824
..4.0 spark.sql.session.localRelationCacheThreshold|int(0..)|67108864
4.1.. spark.sql.session.localRelationCacheThreshold|int(0..)|1048576
4.1.. spark.sql.session.localRelationChunkSizeBytes|long(1..)|16777216
4.1.. ~spark.sql.session.localRelationChunkSizeLimit|bytes|2097152000b
4.1.. spark.sql.session.localRelationChunkSizeRows|int(1..)|10000
4.1..4.1 ~spark.sql.session.localRelationSizeLimit|bytes|3221225472b
4.2.. ~spark.sql.session.localRelationSizeLimit|long(1..)|3221225472
spark.sql.session.timeZone|zone|UTC
~spark.sql.sessionWindow.buffer.in.memory.threshold|int|4096
4.1.. ~spark.sql.sessionWindow.buffer.spill.size.threshold|bytes(1..)|9223372036854775807b
~spark.sql.sessionWindow.buffer.spill.threshold|int|2147483647
4.3.. spark.sql.thriftServer.catalogMetadata.enabled|boolean|false
~spark.sql.thriftServer.incrementalCollect|boolean|false
..3.5 spark.sql.thriftServer.interruptOnCancel|boolean|true
4.0.. spark.sql.thriftServer.interruptOnCancel|boolean|=spark.sql.execution.interruptOnCancel
spark.sql.thriftServer.queryTimeout|seconds|0ms
spark.sql.thriftserver.scheduler.pool|string|-
4.2.. spark.sql.thriftserver.shuffleDependency.fileCleanup.enabled|boolean|false
spark.sql.thriftserver.ui.retainedSessions|int|200
spark.sql.thriftserver.ui.retainedStatements|int|200
`;
