/** The least value of numeric configuration keys, as a real Spark takes them (`ConfigBuilder.checkValue`). */
const least: Readonly<Record<string, string>> = {
  "-1": "avro.deflate.level codegen.logging.maxLines optimizer.windowGroupLimitThreshold",
  "0": `adaptive.nonEmptyPartitionRatioForBroadcastJoin adaptive.rebalancePartitionsSmallPartitionFactor
    adaptive.skewJoin.skewedPartitionFactor cbo.joinReorder.card.weight execution.arrow.localRelationThreshold
    execution.broadcastHashJoin.outputPartitioningExpandLimit execution.pandas.udf.buffer.size
    execution.pyspark.udf.idleTimeoutSeconds execution.python.udf.buffer.size maxPlanStringLength
    optimizer.inSetSwitchThreshold optimizer.runtimeFilter.number.threshold parquet.pushdown.inFilterThreshold
    session.localRelationCacheThreshold sources.fileCompressionFactor sources.parallelPartitionDiscovery.threshold
    streaming.stateStore.rocksdb.formatVersion subexpressionElimination.cache.maxEntries`,
  "1": `adaptive.advisoryPartitionSizeInBytes adaptive.coalescePartitions.initialPartitionNum
    adaptive.coalescePartitions.minPartitionNum adaptive.coalescePartitions.minPartitionSize
    adaptive.shuffle.targetPostShuffleInputSize addPartitionInBatch.size avro.xz.level
    bucketing.coalesceBucketsInJoin.maxBucketRatio cbo.joinReorder.dp.threshold codegen.methodSplitThreshold
    execution.arrow.maxBytesPerBatch execution.python.udf.maxRecordsPerBatch files.maxPartitionNum
    files.minPartitionNum hive.metastorePartitionPruningInSetThreshold leafNodeDefaultParallelism
    limit.initialNumPartitions scriptTransformation.exitTimeoutInSeconds shuffle.partitions shuffledHashJoinFactor
    sources.bucketing.maxBuckets stackTracesInDataFrameContext streaming.aggregation.stateFormatVersion
    streaming.flatMapGroupsWithState.stateFormatVersion streaming.join.stateFormatVersion streaming.minBatchesToRetain
    streaming.sessionWindow.stateFormatVersion view.maxNestedViewDepth`,
  "2": `execution.pythonUDF.arrow.concurrency.level statistics.histogram.numBins
    streaming.stateStore.numStateStoreMaintenanceThreads`,
  "10": "codegen.aggregate.fastHashMap.capacityBit",
};

const byKey: ReadonlyMap<string, number> = new Map(
  Object.entries(least).flatMap(([value, keys]) =>
    keys.split(/\s+/).map((name) => [`spark.sql.${name}`, Number(value)] as const),
  ),
);

/** The least value that a key takes; undefined where any number will do. */
export const leastValue = (key: string): number | undefined => byKey.get(key);
