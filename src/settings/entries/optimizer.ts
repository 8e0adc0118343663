/** Spark's configuration of the analyzer, the optimizer and the planner; `index.ts` says how to read a line. */
export const optimizer = `
spark.sql.adaptive.advisoryPartitionSizeInBytes|bytes(1..)|=spark.sql.adaptive.shuffle.targetPostShuffleInputSize
~spark.sql.adaptive.applyFinalStageShuffleOptimizations|boolean|true
spark.sql.adaptive.autoBroadcastJoinThreshold|bytes|-
spark.sql.adaptive.coalescePartitions.enabled|boolean|true
spark.sql.adaptive.coalescePartitions.initialPartitionNum|int(1..)|-
4.3.. spark.sql.adaptive.coalescePartitions.maxReducerPartitionsPerTask|int(1..)|2147483647
~spark.sql.adaptive.coalescePartitions.minPartitionNum|int(1..)|-
spark.sql.adaptive.coalescePartitions.minPartitionSize|bytes(1..)|1048576b
spark.sql.adaptive.coalescePartitions.parallelismFirst|boolean|true
4.3.. spark.sql.adaptive.convertSortMergeJoinToShuffledHashJoin.enabled|boolean|true
4.3.. spark.sql.adaptive.convertSortMergeJoinToShuffledHashJoin.lookThroughOperators.enabled|boolean|false
4.3.. spark.sql.adaptive.convertSortMergeJoinToShuffledHashJoin.minWideningFactor|double(>0..)|1.0
4.3.. spark.sql.adaptive.costEvaluator.countLocalSort.enabled|boolean|=spark.sql.adaptive.convertSortMergeJoinToShuffledHashJoin.lookThroughOperators.enabled
spark.sql.adaptive.customCostEvaluatorClass|string|-
spark.sql.adaptive.enabled|boolean|true
~spark.sql.adaptive.fetchShuffleBlocksInBatch|boolean|true
~spark.sql.adaptive.forceApply|boolean|false
spark.sql.adaptive.forceOptimizeSkewedJoin|boolean|false
spark.sql.adaptive.localShuffleReader.enabled|boolean|true
~spark.sql.adaptive.logLevel|ENUM(ERROR,WARN,INFO,DEBUG,TRACE)|DEBUG
spark.sql.adaptive.maxShuffledHashJoinLocalMapThreshold|bytes|0b
~spark.sql.adaptive.nonEmptyPartitionRatioForBroadcastJoin|double(0..)|0.2
spark.sql.adaptive.optimizeSkewsInRebalancePartitions.enabled|boolean|true
spark.sql.adaptive.optimizer.excludedRules|string|-
spark.sql.adaptive.rebalancePartitionsSmallPartitionFactor|double(>0..<1)|0.2
~spark.sql.adaptive.shuffle.targetPostShuffleInputSize|bytes(1..)|67108864b
spark.sql.adaptive.skewJoin.enabled|boolean|true
spark.sql.adaptive.skewJoin.skewedPartitionFactor|double(0..)|5.0
spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes|bytes|268435456b
4.1.. ~spark.sql.adaptive.streaming.stateless.enabled|boolean|true
4.0.. ~spark.sql.analyzer.allowSubqueryExpressionsInLambdasOrHigherOrderFunctions|boolean|false
~spark.sql.analyzer.canonicalization.multiCommutativeOpMemoryOptThreshold|int|3
4.1.. ~spark.sql.analyzer.dontDeduplicateExpressionIfExprIdInOutput|boolean|true
4.2.. ~spark.sql.analyzer.expandTagPassthroughDuplicates|boolean|true
~spark.sql.analyzer.failAmbiguousSelfJoin|boolean|true
4.2.. ~spark.sql.analyzer.lowerEmptyGroupingSetToGlobalAggregate.enabled|boolean|true
~spark.sql.analyzer.maxIterations|int|100
4.1.. ~spark.sql.analyzer.preferColumnOverLcaInArrayIndex|boolean|true
4.0.. ~spark.sql.analyzer.scalarSubqueryAllowGroupByColumnEqualToConstant|boolean|true
4.1..4.2 ~spark.sql.analyzer.singlePassResolver.dualRunSampleRate|double|0.001
4.3.. ~spark.sql.analyzer.singlePassResolver.dualRunSampleRate|double|0.1
4.0.. ~spark.sql.analyzer.singlePassResolver.dualRunWithLegacy|boolean|false
4.3.. ~spark.sql.analyzer.singlePassResolver.enableAsOfJoinResolution|boolean|true
4.0.. ~spark.sql.analyzer.singlePassResolver.enabled|boolean|false
4.1.. ~spark.sql.analyzer.singlePassResolver.enabledTentatively|boolean|false
4.1.. ~spark.sql.analyzer.singlePassResolver.exposeResolverGuardFailure|boolean|false
4.1.. ~spark.sql.analyzer.singlePassResolver.preventUsingAliasesFromNonDirectChildren|boolean|false
4.0..4.0 ~spark.sql.analyzer.singlePassResolver.relationBridging.enabled|boolean|false
4.1.. ~spark.sql.analyzer.singlePassResolver.relationBridging.enabled|boolean|true
4.0.. ~spark.sql.analyzer.singlePassResolver.returnSinglePassResultInDualRun|boolean|false
4.1.. ~spark.sql.analyzer.singlePassResolver.runExtendedResolutionChecks|boolean|true
4.1.. ~spark.sql.analyzer.singlePassResolver.runHeavyExtendedResolutionChecks|boolean|true
4.1.. ~spark.sql.analyzer.singlePassResolver.throwFromResolverGuard|boolean|false
4.0.. ~spark.sql.analyzer.singlePassResolver.validationEnabled|boolean|true
4.0.. ~spark.sql.analyzer.sqlFunctionResolution.applyConfOverrides|boolean|true
4.2.. ~spark.sql.analyzer.strictDataFrameColumnResolution|boolean|true
4.2.. ~spark.sql.analyzer.subqueryAliasAlwaysPropagateMetadataColumns|boolean|true
4.1.. ~spark.sql.analyzer.unionIsResolvedWhenDuplicatesPerChildResolved|boolean|true
4.1.. ~spark.sql.analyzer.uniqueNecessaryMetadataColumns|boolean|true
spark.sql.cbo.enabled|boolean|false
~spark.sql.cbo.joinReorder.card.weight|double(0..1)|0.7
spark.sql.cbo.joinReorder.dp.star.filter|boolean|false
spark.sql.cbo.joinReorder.dp.threshold|int(1..)|12
spark.sql.cbo.joinReorder.enabled|boolean|false
spark.sql.cbo.planStats.enabled|boolean|false
~spark.sql.cbo.starJoinFTRatio|double|0.9
spark.sql.cbo.starSchemaDetection|boolean|false
4.0.. spark.sql.optimizer.avoidCollapseUDFWithExpensiveExpr|boolean|true
4.2.. spark.sql.optimizer.avoidDoubleFilterEval|boolean|true
..3.5 ~spark.sql.optimizer.canChangeCachedPlanOutputPartitioning|boolean|true
4.0.. ~spark.sql.optimizer.canChangeCachedPlanOutputPartitioning|boolean|false
spark.sql.optimizer.collapseProjectAlwaysInline|boolean|false
4.1.. ~spark.sql.optimizer.datasourceV2ExprFolding|boolean|true
4.1.. ~spark.sql.optimizer.datasourceV2JoinPushdown|boolean|false
4.0.. ~spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled|boolean|false
~spark.sql.optimizer.decorrelateInnerQuery.enabled|boolean|true
4.0.. ~spark.sql.optimizer.decorrelateJoinPredicate.enabled|boolean|true
4.0.. ~spark.sql.optimizer.decorrelateLimit.enabled|boolean|true
4.3.. ~spark.sql.optimizer.decorrelateLimitOffsetLegacyIncorrectOrderHandling.enabled|boolean|false
4.0.. ~spark.sql.optimizer.decorrelateOffset.enabled|boolean|true
4.0.. ~spark.sql.optimizer.decorrelatePredicateSubqueriesInJoinPredicate.enabled|boolean|true
~spark.sql.optimizer.decorrelateSetOps.enabled|boolean|true
~spark.sql.optimizer.decorrelateSubqueryLegacyIncorrectCountHandling.enabled|boolean|false
4.0.. ~spark.sql.optimizer.decorrelateSubqueryPreventConstantHoldingForCountBug.enabled|boolean|true
4.0.. ~spark.sql.optimizer.decorrelateUnionOrSetOpUnderLimit.enabled|boolean|true
~spark.sql.optimizer.disableHints|boolean|false
4.3.. ~spark.sql.optimizer.dynamicPartitionPruning.broadcastProjection.enabled|boolean|false
4.3.. ~spark.sql.optimizer.dynamicPartitionPruning.broadcastProjection.maxBytes|bytes(0..)|8388608b
4.3.. ~spark.sql.optimizer.dynamicPartitionPruning.broadcastProjection.maxRows|int(0..)|10000
4.3.. ~spark.sql.optimizer.dynamicPartitionPruning.broadcastProjection.maxSourceBytes|bytes(0..)|134217728b
spark.sql.optimizer.dynamicPartitionPruning.enabled|boolean|true
~spark.sql.optimizer.dynamicPartitionPruning.fallbackFilterRatio|double|0.5
~spark.sql.optimizer.dynamicPartitionPruning.reuseBroadcastOnly|boolean|true
~spark.sql.optimizer.dynamicPartitionPruning.useStats|boolean|true
spark.sql.optimizer.enableCsvExpressionOptimization|boolean|true
spark.sql.optimizer.enableJsonExpressionOptimization|boolean|true
~spark.sql.optimizer.excludeSubqueryRefsFromRemoveRedundantAliases.enabled|boolean|true
spark.sql.optimizer.excludedRules|string|-
~spark.sql.optimizer.expression.nestedPruning.enabled|boolean|true
~spark.sql.optimizer.expressionProjectionCandidateLimit|int|100
4.3.. ~spark.sql.optimizer.getJsonObjectSharedParsing.enabled|boolean|false
~spark.sql.optimizer.inSetConversionThreshold|int|10
~spark.sql.optimizer.inSetSwitchThreshold|int(0..512)|400
4.3.. ~spark.sql.optimizer.insertMapSortInDistinctAggregates.enabled|boolean|true
4.2.. ~spark.sql.optimizer.mapLookupHashThreshold|int(0..)|1000
~spark.sql.optimizer.maxIterations|int|100
4.3.. spark.sql.optimizer.mergeSubplans.filterPropagation.dsv2SymmetricFilterPropagation.enabled|boolean|false
4.2.. spark.sql.optimizer.mergeSubplans.filterPropagation.enabled|boolean|true
4.2.. spark.sql.optimizer.mergeSubplans.filterPropagation.symmetricFilterPropagation.enabled|boolean|false
4.2.. spark.sql.optimizer.mergeSubplans.filterPropagation.throughJoin.enabled|boolean|false
~spark.sql.optimizer.metadataOnly|boolean|false
~spark.sql.optimizer.nestedPredicatePushdown.supportedFileSources|string|parquet,orc
~spark.sql.optimizer.nestedSchemaPruning.enabled|boolean|true
4.2.. ~spark.sql.optimizer.optimizeExpandRatio|int(-1,2..)|-1
~spark.sql.optimizer.optimizeOneRowRelationSubquery|boolean|true
~spark.sql.optimizer.optimizeOneRowRelationSubquery.alwaysInline|boolean|true
4.0.. ~spark.sql.optimizer.optimizeUncorrelatedInSubqueriesInJoinCondition.enabled|boolean|true
~spark.sql.optimizer.plannedWrite.enabled|boolean|true
4.1.. ~spark.sql.optimizer.preserveAliasMetadataWhenCollapsingProjects|boolean|true
~spark.sql.optimizer.propagateDistinctKeys.enabled|boolean|true
~spark.sql.optimizer.pruneFiltersCanPruneStreamingSubplan|boolean|false
~spark.sql.optimizer.pullHintsIntoSubqueries|boolean|true
4.0.. ~spark.sql.optimizer.pullOutNestedDataOuterRefExpressions.enabled|boolean|true
4.2.. spark.sql.optimizer.pushDownJoinThroughUnion.enabled|boolean|false
~spark.sql.optimizer.replaceExceptWithFilter|boolean|true
spark.sql.optimizer.runtime.bloomFilter.applicationSideScanSizeThreshold|bytes|10737418240b
spark.sql.optimizer.runtime.bloomFilter.creationSideThreshold|bytes|10485760b
spark.sql.optimizer.runtime.bloomFilter.enabled|boolean|true
spark.sql.optimizer.runtime.bloomFilter.expectedNumItems|long|1000000
4.3.. spark.sql.optimizer.runtime.bloomFilter.materializedCreationSideThreshold|bytes|104857600b
spark.sql.optimizer.runtime.bloomFilter.maxNumBits|long|67108864
spark.sql.optimizer.runtime.bloomFilter.maxNumItems|long|4000000
spark.sql.optimizer.runtime.bloomFilter.numBits|long|8388608
spark.sql.optimizer.runtime.rowLevelOperationGroupFilter.enabled|boolean|true
spark.sql.optimizer.runtimeFilter.number.threshold|int(0..)|10
..3.5 spark.sql.optimizer.runtimeFilter.semiJoinReduction.enabled|boolean|false
4.0.. ~spark.sql.optimizer.scalarSubqueryUseSingleJoin|boolean|true
~spark.sql.optimizer.serializer.nestedSchemaPruning.enabled|boolean|true
4.3.. ~spark.sql.optimizer.singleTaskExecution.aggregation|boolean|=spark.sql.optimizer.singleTaskExecution.enabled
4.3.. spark.sql.optimizer.singleTaskExecution.enabled|boolean|false
4.3.. ~spark.sql.optimizer.singleTaskExecution.expand|boolean|=spark.sql.optimizer.singleTaskExecution.enabled
4.3.. ~spark.sql.optimizer.singleTaskExecution.limitOffset|boolean|=spark.sql.optimizer.singleTaskExecution.enabled
4.3.. ~spark.sql.optimizer.singleTaskExecution.localTableScan.minRows|int|1
4.3.. ~spark.sql.optimizer.singleTaskExecution.localTableScan.threshold|int|1000
4.3.. ~spark.sql.optimizer.singleTaskExecution.maxNumFiles|int|1
4.3.. ~spark.sql.optimizer.singleTaskExecution.minNumBytes|long|1
4.3.. ~spark.sql.optimizer.singleTaskExecution.minNumFiles|int|1
4.3.. ~spark.sql.optimizer.singleTaskExecution.sort|boolean|=spark.sql.optimizer.singleTaskExecution.enabled
4.3.. ~spark.sql.optimizer.singleTaskExecution.window|boolean|=spark.sql.optimizer.singleTaskExecution.enabled
~spark.sql.optimizer.windowGroupLimitThreshold|int(-1..)|1000
4.0.. ~spark.sql.optimizer.wrapExistsInAggregateFunction|boolean|true
4.0.. spark.sql.planner.pythonExecution.memory|mib|-
spark.sql.statistics.fallBackToHdfs|boolean|false
spark.sql.statistics.histogram.enabled|boolean|false
~spark.sql.statistics.histogram.numBins|int(2..)|254
~spark.sql.statistics.ndv.maxError|double|0.05
~spark.sql.statistics.parallelFileListingInStatsComputation.enabled|boolean|true
~spark.sql.statistics.percentile.accuracy|int|10000
spark.sql.statistics.size.autoUpdate.enabled|boolean|false
4.0.. spark.sql.statistics.updatePartitionStatsInAnalyzeTable.enabled|boolean|false
~spark.sql.subexpressionElimination.cache.maxEntries|int(0..)|100
~spark.sql.subexpressionElimination.enabled|boolean|true
4.2.. ~spark.sql.subexpressionElimination.filterExec.enabled|boolean|true
~spark.sql.subexpressionElimination.skipForShortcutExpr|boolean|false
`;
