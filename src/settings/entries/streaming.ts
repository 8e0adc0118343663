/** Spark's configuration of streams; `index.ts` says how to read a line. */
export const streaming = `
~spark.sql.streaming.aggregation.stateFormatVersion|int(1..2)|2
~spark.sql.streaming.asyncLogPurge.enabled|boolean|true
4.2.. ~spark.sql.streaming.checkUnfinishedRepartitionOnRestart|boolean|true
~spark.sql.streaming.checkpoint.escapedPathCheck.enabled|boolean|true
4.1.. ~spark.sql.streaming.checkpoint.fileChecksum.enabled|boolean|true
4.1.. ~spark.sql.streaming.checkpoint.fileChecksum.skipCreationIfFileMissingChecksum|boolean|true
~spark.sql.streaming.checkpoint.renamedFileCheck.enabled|boolean|false
4.2.. ~spark.sql.streaming.checkpoint.verifyMetadataExists.enabled|boolean|true
spark.sql.streaming.checkpointLocation|string|-
~spark.sql.streaming.commitProtocolClass|string|org.apache.spark.sql.execution.streaming.ManifestFileCommitProtocol
spark.sql.streaming.continuous.epochBacklogQueueSize|int|10000
~spark.sql.streaming.continuous.executorPollIntervalMs|ms|100ms
~spark.sql.streaming.continuous.executorQueueSize|int|1024
~spark.sql.streaming.disabledV2MicroBatchReaders|string|
spark.sql.streaming.disabledV2Writers|string|
~spark.sql.streaming.fileSink.log.cleanupDelay|ms|600000ms
~spark.sql.streaming.fileSink.log.compactInterval|int|10
~spark.sql.streaming.fileSink.log.deletion|boolean|true
spark.sql.streaming.fileSource.cleaner.numThreads|int|1
~spark.sql.streaming.fileSource.log.cleanupDelay|ms|600000ms
~spark.sql.streaming.fileSource.log.compactInterval|int|10
~spark.sql.streaming.fileSource.log.deletion|boolean|true
~spark.sql.streaming.fileSource.schema.forceNullable|boolean|true
~spark.sql.streaming.fileStreamSink.ignoreMetadata|boolean|false
4.0.. ~spark.sql.streaming.flatMapGroupsWithState.skipEmittingInitialStateKeys|boolean|false
~spark.sql.streaming.flatMapGroupsWithState.stateFormatVersion|int(1..2)|2
spark.sql.streaming.forceDeleteTempCheckpointLocation|boolean|false
4.1.. ~spark.sql.streaming.internal.stateStore.partitions|int(1..)|-
4.2..4.2 ~spark.sql.streaming.join.stateFormatV4.enabled|boolean|false
..4.0 ~spark.sql.streaming.join.stateFormatVersion|int(1..2)|2
4.1..4.1 ~spark.sql.streaming.join.stateFormatVersion|int(1..3)|2
4.2.. ~spark.sql.streaming.join.stateFormatVersion|int(1..4)|2
~spark.sql.streaming.kafka.useDeprecatedOffsetFetching|boolean|false
~spark.sql.streaming.maxBatchesToRetainInMemory|int|2
~spark.sql.streaming.metadataCache.enabled|boolean|true
spark.sql.streaming.metricsEnabled|boolean|false
..4.2 ~spark.sql.streaming.minBatchesToRetain|int|100
4.3.. spark.sql.streaming.minBatchesToRetain|int(1..)|100
spark.sql.streaming.multipleWatermarkPolicy|one(min,max)|min
spark.sql.streaming.noDataMicroBatches.enabled|boolean|true
~spark.sql.streaming.noDataProgressEventInterval|ms|10000ms
spark.sql.streaming.numRecentProgressUpdates|int|100
4.2.. ~spark.sql.streaming.offsetLog.formatVersion|int(1..2)|1
~spark.sql.streaming.optimizeOneRowPlan.enabled|boolean|false
~spark.sql.streaming.pollingDelay|ms|10ms
4.2.. ~spark.sql.streaming.queryEvolution.enableSinkEvolution|boolean|false
4.2.. ~spark.sql.streaming.queryEvolution.enableSourceEvolution|boolean|false
4.0.. ~spark.sql.streaming.ratioExtraSpaceAllowedInCheckpoint|double|0.3
4.1.. spark.sql.streaming.realTimeMode.allowlistCheck|boolean|true
4.3.. ~spark.sql.streaming.realTimeMode.asyncProgressTrackingByDefault.enabled|boolean|true
4.3.. ~spark.sql.streaming.realTimeMode.dangerouslyAllowCheckpointV1.enabled|boolean|false
4.1.. spark.sql.streaming.realTimeMode.minBatchDuration|ms|5000ms
4.3.. ~spark.sql.streaming.realTimeMode.transformWithState.ttlEvictionIntervalMs|long|1000
~spark.sql.streaming.schemaInference|boolean|false
spark.sql.streaming.sessionWindow.merge.sessions.in.local.partition|boolean|false
~spark.sql.streaming.sessionWindow.stateFormatVersion|int(1)|1
4.2.. ~spark.sql.streaming.stateStore.autoSnapshotRepair.enabled|boolean|true
4.2.. ~spark.sql.streaming.stateStore.autoSnapshotRepair.maxChangeFileReplay|int(1..)|500
4.2.. ~spark.sql.streaming.stateStore.autoSnapshotRepair.numFailuresBeforeActivating|int(1..)|1
4.0.. ~spark.sql.streaming.stateStore.checkpointFormatVersion|int|1
4.1.. spark.sql.streaming.stateStore.commitValidation.enabled|boolean|true
~spark.sql.streaming.stateStore.compression.codec|string|lz4
4.1.. ~spark.sql.streaming.stateStore.coordinatorReportSnapshotUploadLag|boolean|true
4.0.. spark.sql.streaming.stateStore.encodingFormat|one(unsaferow,avro)|unsaferow
4.2.. ~spark.sql.streaming.stateStore.fileChecksumThreadPoolSize|int(0..)|4
4.2.. ~spark.sql.streaming.stateStore.forceSnapshotUploadOnLag|boolean|true
~spark.sql.streaming.stateStore.formatValidation.enabled|boolean|true
4.2.. ~spark.sql.streaming.stateStore.maintenanceForceShutdownTimeout|seconds|60000ms
~spark.sql.streaming.stateStore.maintenanceInterval|ms|60000ms
4.1.. ~spark.sql.streaming.stateStore.maintenanceProcessingTimeout|seconds|30000ms
4.1.. ~spark.sql.streaming.stateStore.maintenanceShutdownTimeout|seconds|300000ms
4.1.. ~spark.sql.streaming.stateStore.maxLaggingStoresToReport|int(0..)|5
4.0.. ~spark.sql.streaming.stateStore.maxNumStateSchemaFiles|int|128
4.1.. ~spark.sql.streaming.stateStore.maxVersionsToDeletePerMaintenance|int|-1
~spark.sql.streaming.stateStore.minDeltasForSnapshot|int|10
4.1.. ~spark.sql.streaming.stateStore.multiplierForMinTimeDiffToLog|long(1..)|10
4.1.. ~spark.sql.streaming.stateStore.multiplierForMinVersionDiffToLog|long(1..)|5
4.1.. ~spark.sql.streaming.stateStore.numStateStoreInstanceMetricsToReport|int(0..)|5
4.0..4.2 ~spark.sql.streaming.stateStore.numStateStoreMaintenanceThreads|int(1..)|1
4.3.. ~spark.sql.streaming.stateStore.numStateStoreMaintenanceThreads|int(2..)|2
~spark.sql.streaming.stateStore.providerClass|string|org.apache.spark.sql.execution.streaming.state.HDFSBackedStateStoreProvider
~spark.sql.streaming.stateStore.rocksdb.formatVersion|int(0..)|5
4.2.. ~spark.sql.streaming.stateStore.rocksdb.mergeOperatorVersion|int(1..2)|2
4.2.. ~spark.sql.streaming.stateStore.rowChecksum.enabled|boolean|false
4.2.. ~spark.sql.streaming.stateStore.rowChecksum.readVerificationRatio|long(0..)|0
~spark.sql.streaming.stateStore.skipNullsForStreamStreamJoins.enabled|boolean|false
4.1.. ~spark.sql.streaming.stateStore.snapshotLagReportInterval|ms|300000ms
4.3.. ~spark.sql.streaming.stateStore.snapshotToCleanupThreadRatio|double(>0..<1)|0.5
spark.sql.streaming.stateStore.stateSchemaCheck|boolean|true
4.1.. ~spark.sql.streaming.stateStore.unloadOnCommit|boolean|false
4.0.. ~spark.sql.streaming.stateStore.valueStateSchemaEvolutionThreshold|int|16
~spark.sql.streaming.statefulOperator.allowMultiple|boolean|true
4.3.. ~spark.sql.streaming.statefulOperator.alwaysNullableOutput.enabled|boolean|true
~spark.sql.streaming.statefulOperator.checkCorrectness.enabled|boolean|true
4.3.. ~spark.sql.streaming.statefulOperator.incrementalCleanupFactor|long(0..)|0
~spark.sql.streaming.statefulOperator.useStrictDistribution|boolean|true
spark.sql.streaming.stopActiveRunOnRestart|boolean|true
spark.sql.streaming.stopTimeout|ms|0ms
!spark.sql.streaming.streamingQueryListeners|string|-
4.0.. spark.sql.streaming.transformWithState.stateSchemaVersion|int|3
4.0.. ~spark.sql.streaming.triggerAvailableNowWrapper.enabled|boolean|false
!spark.sql.streaming.ui.enabled|boolean|true
!~spark.sql.streaming.ui.enabledCustomMetricList|string|
!spark.sql.streaming.ui.retainedProgressUpdates|int|100
!spark.sql.streaming.ui.retainedQueries|int|100
~spark.sql.streaming.unsupportedOperationCheck|boolean|true
4.3.. ~spark.sql.streaming.useStreamlineAggregator|boolean|false
4.2.. spark.sql.streaming.validateEventTimeWatermarkColumn|boolean|true
4.1.. ~spark.sql.streaming.verifyCheckpointDirectoryEmptyOnStart|boolean|true
`;
